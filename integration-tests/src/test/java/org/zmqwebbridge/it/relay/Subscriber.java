package org.zmqwebbridge.it.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.channel.ChannelException;
import org.zmqwebbridge.channel.Channels;
import org.zmqwebbridge.channel.Concurrency;
import org.zmqwebbridge.channel.Delivery;
import org.zmqwebbridge.channel.Hold;
import org.zmqwebbridge.channel.HoldOptions;
import org.zmqwebbridge.channel.Holding;
import org.zmqwebbridge.channel.Message;
import org.zmqwebbridge.channel.MessageId;
import org.zmqwebbridge.channel.Place;

/**
 * Hears a channel, as a stream or by one message at a time, and goes on from its last id wherever
 * it comes back; writes down what is wrong.
 *
 * <p>Owner thread: none; its lock.
 */
final class Subscriber {
  private static final int PAUSE_MILLIS = 20;
  private static final int ONE_IN = 5_000; // messages, after which a stream comes back by itself

  private final String channel;
  private final boolean polls;
  private final Hearing hearing;
  private final List<Node> nodes;
  private final Books books;
  private final ScheduledExecutorService timer;
  private final Random random;

  // The lock of this object
  private MessageId last = MessageId.NONE;
  private Visit visit; // null: it is nowhere

  Subscriber(
      String channel,
      boolean polls,
      List<Publisher> publishers,
      List<Node> nodes,
      Books books,
      ScheduledExecutorService timer,
      long seed) {
    this.channel = channel;
    this.polls = polls;
    List<Receipts> receipts = publishers.stream().map(one -> one.receipts).toList();
    this.hearing = new Hearing(toString(), channel, receipts, books);
    this.nodes = nodes;
    this.books = books;
    this.timer = timer;
    this.random = new Random(seed);
  }

  /** One time at one bridge. */
  private final class Visit implements Hold {
    private final Node node;
    private final Channels channels;
    private volatile Holding holding;

    Visit(Node node, Channels channels) {
      this.node = node;
      this.channels = channels;
    }

    @Override
    public boolean isForOne() {
      return polls;
    }

    @Override
    public void messages(Delivery delivery) {
      if (take(this, delivery.messages())) {
        end(this, polls);
      }
    }

    @Override
    public void gap() {
      tellGap(this);
    }

    @Override
    public void deleted() {
      end(this, false);
    }

    @Override
    public void displaced() {
      end(this, false);
    }

    @Override
    public void failed(ChannelException why) {
      end(this, false);
    }
  }

  /** Comes to whichever bridge lives. */
  void come() {
    Node node = nodes.get(random.nextInt(nodes.size()));
    Channels channels = node.channels();
    if (channels == null) {
      later();
      return;
    }
    Visit next = new Visit(node, channels);
    MessageId from;
    synchronized (this) {
      visit = next;
      from = last;
      hearing.come();
    }
    node.joined(this);
    if (node.channels() != channels) {
      onBridgeLost(channels);
      return;
    }
    HoldOptions options = new HoldOptions(new Place.After(from), true, Concurrency.BROADCAST, 0);
    next.holding = channels.hold(channel, next, options);
  }

  private void later() {
    Future<?> unused = timer.schedule(this::come, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Its connection has ended. */
  void onBridgeLost(Channels lost) {
    Visit now;
    synchronized (this) {
      now = visit;
    }
    if (now != null && now.channels == lost) {
      end(now, false);
    }
  }

  /** Nothing that comes by this visit is heard any more; then it comes back. */
  private void end(Visit ended, boolean served) {
    synchronized (this) {
      if (visit != ended) {
        return;
      }
      visit = null;
    }
    ended.node.left(this);
    if (ended.holding != null) {
      ended.holding.leave();
    }
    books.comebacks.increment();
    if (served) {
      timer.execute(this::come);
    } else {
      later();
    }
  }

  private synchronized void tellGap(Visit from) {
    if (visit == from) {
      hearing.gap();
    }
  }

  /** Whether it leaves now. */
  private synchronized boolean take(Visit from, List<Message> messages) {
    if (visit != from) {
      return false;
    }
    messages.forEach(this::take);
    return polls || random.nextInt(ONE_IN) < messages.size();
  }

  private void take(Message message) {
    hearing.take(message.id().toString(), new String(message.body(), UTF_8));
    last = message.id();
  }

  Hearing hearing() {
    return hearing;
  }

  /** Where it is, for anyone who wonders why it hears nothing. */
  synchronized String where() {
    String text = hearing.where() + ", last " + last;
    if (visit == null) {
      return text + ", nowhere";
    }
    return text
        + (visit.node.channels() == visit.channels ? ", at a bridge" : ", at a dead bridge")
        + " with "
        + visit.channels.subscribers(channel)
        + " subscribers, whose state is "
        + visit
            .channels
            .state(channel)
            .handle((state, failure) -> String.valueOf(state) + failure)
            .toCompletableFuture()
            .join();
  }

  @Override
  public String toString() {
    return (polls ? "a poll of " : "a stream of ") + channel;
  }
}
