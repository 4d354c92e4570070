package org.zmqwebbridge.channel;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.channel.ChannelException.Fault;
import org.zmqwebbridge.observe.Counter;

/**
 * How one comes to wait at a channel: it reads what is kept, a stretch after the other, until there
 * is no more, and then settles down, unless more has come meanwhile.
 *
 * <p>Owner thread: the one that has brought the last stretch; one at a time.
 */
final class Entrance {
  private static final long REST_MILLIS = 10;

  private final Channel channel;
  private final Holding holding;
  private final Channels channels;
  private Place place;
  private boolean fromNow; // it has had nothing, and wants what comes since it is here
  private boolean atEnd; // it has been told that it is
  private long gaps; // of its channel, that are before what is read next

  Entrance(Channel channel, Holding holding, Channels channels) {
    this.channel = channel;
    this.holding = holding;
    this.channels = channels;
    this.place = holding.options().place();
    this.gaps = channel.gaps();
    this.fromNow = place instanceof Place.Nth nth && nth.number() == 0;
  }

  /** Waits for its channel to be followed. */
  void begin(CompletionStage<Void> followed) {
    CompletionStage<Object> unused =
        followed.handle(
            (nothing, failure) -> {
              if (failure == null) {
                make();
              } else {
                fail(failure);
              }
              return null;
            });
  }

  private void make() {
    if (!holding.options().create()) {
      read();
      return;
    }
    CompletionStage<Object> unused =
        channels
            .create(channel.name())
            .handle(
                (isNew, failure) -> {
                  if (failure == null) {
                    read();
                  } else {
                    fail(failure);
                  }
                  return null;
                });
  }

  private void read() {
    if (holding.isOver()) {
      return;
    }
    tellGap();
    int most = holding.hold().isForOne() ? 1 : channels.limits().maxBacklog();
    CompletionStage<Object> unused =
        channels
            .readFollowed(channel.name(), place, most)
            .handle(
                (stretch, failure) -> {
                  if (failure == null) {
                    take(stretch);
                  } else {
                    fail(failure);
                  }
                  return null;
                });
  }

  private void tellGap() {
    long now = channel.gaps();
    if (now != gaps) {
      gaps = now;
      channel.attempt(holding, Hold::gap);
    }
  }

  /** What was read while there was a gap may be before it or after: it is told on both sides. */
  private void take(Stretch stretch) {
    boolean lost = channel.gaps() != gaps;
    if (!stretch.exists()) {
      channel.fail(
          holding, new ChannelException(Fault.MISSING, "there is no channel of this name"));
      return;
    }
    place = new Place.After(stretch.end());
    if (stretch.hasGap() || (lost && !stretch.messages().isEmpty())) {
      channel.attempt(holding, Hold::gap);
    }
    if (!stretch.messages().isEmpty()) {
      fromNow = false;
      deliver(stretch.messages());
    } else if (!holding.isOver()) {
      listen();
    }
    boolean isCut = stretch.messages().size() == channels.limits().maxBacklog(); // by its limit
    if (isCut && !stretch.isWhole() && !holding.isOver()) {
      channels.counters().increment(Counter.CHANNELS_BACKLOGS_CUT);
    }
    if (!stretch.isWhole() || lost) {
      again();
    } else if (!holding.isOver()) {
      settle(stretch.end());
    }
  }

  private void listen() {
    if (!atEnd) {
      atEnd = true;
      channel.listen(holding);
      channel.attempt(holding, Hold::listening);
    }
  }

  private void settle(MessageId end) {
    listen();
    MessageId last = end;
    Arrears left = channel.settle(holding, end, fromNow ? MessageId.NONE : end, gaps);
    while (left.isSomething() && !holding.isOver()) {
      List<Message> messages = left.messages();
      if (!messages.isEmpty()) {
        fromNow = false;
        deliver(holding.hold().isForOne() ? messages.subList(0, 1) : messages);
        last = messages.get(messages.size() - 1).id();
        place = new Place.After(last);
      }
      tellMembers(left);
      left = channel.settle(holding, last, fromNow ? MessageId.NONE : last, gaps);
    }
    if (left.mustRead()) {
      again();
    }
  }

  private void tellMembers(Arrears left) {
    if (left.membersLost()) {
      channel.attempt(holding, Hold::gap);
    }
    for (ChannelEvent.Member member : left.members()) {
      channel.attempt(holding, hold -> hold.member(member.name(), member.joined()));
    }
  }

  private void deliver(List<Message> messages) {
    Delivery delivery = new Delivery(channel.name(), messages);
    if (holding.hold().isForOne()) {
      holding.leave();
      if (!holding.hold().claim()) {
        return; // it has been given one elsewhere
      }
    } else if (!holding.listens()) {
      channel.listen(holding);
    }
    channel.attempt(holding, hold -> hold.messages(delivery));
  }

  /** On the executor, or after a rest where it has not taken yet what it got. */
  private void again() {
    try {
      if (holding.hold().isReady()) {
        channels.executor().execute(this::read);
      } else {
        Future<?> unused =
            channels.timer().schedule(this::again, REST_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (RejectedExecutionException stopped) {
      holding.leave();
    }
  }

  private void fail(Throwable failure) {
    channel.fail(holding, ChannelException.of(failure));
  }
}
