package org.zmqwebbridge.grip;

import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.channel.ChannelException;
import org.zmqwebbridge.edge.ByteStream;
import org.zmqwebbridge.edge.Receiver;
import org.zmqwebbridge.edge.ResponseHead;
import org.zmqwebbridge.edge.StreamHandler;
import org.zmqwebbridge.grip.wire.Instruct;
import org.zmqwebbridge.grip.wire.KeepAlive;
import org.zmqwebbridge.grip.wire.PublishItem;
import org.zmqwebbridge.grip.wire.PublishItem.Action;

/**
 * A request whose answer goes on with what is published.
 *
 * <p>Owner thread: as {@link GripVisit}; what it hears comes one at a time for each channel.
 * Lifetime: from its response's head until its stream has ended.
 */
final class StreamHold implements Held, StreamHandler {
  private static final byte[] NOTHING = {};

  private final GripVisit visit;
  private final Instruct instruct;
  private final ResponseHead head;
  private final GripContext context;
  private final Receiver receiver = new Receiver(NOTHING);
  private volatile Subscriptions subscriptions; // null until it waits
  private volatile ByteStream stream;
  private volatile long lastSaid; // by the clock of ticks

  StreamHold(GripVisit visit, Instruct instruct, ResponseHead head, GripContext context) {
    this.visit = visit;
    this.instruct = instruct;
    this.head = head;
    this.context = context;
  }

  @Override
  public void begin(Subscriptions wanted) {
    subscriptions = wanted;
    lastSaid = System.nanoTime();
    ByteStream opened = visit.client().stream(head, this);
    if (opened == null) {
      visit.leave();
      return;
    }
    stream = opened;
    if (instruct.response().body().length > 0) {
      opened.send(instruct.response().body());
    }
    wanted.join();
  }

  // What it hears

  @Override
  public void hear(Ear ear, Turn turn) {
    ByteStream open = stream;
    if (open == null) {
      return;
    }
    if (turn.isPlainStream() && ear.channel().filters().isEmpty()) {
      if (turn.stream().count() > 0) {
        lastSaid = System.nanoTime();
        open.send(turn.stream(), receiver, context.slowReaders());
      }
      return;
    }
    for (PublishItem item : turn.items()) {
      item.stream().ifPresent(format -> hear(item, format));
    }
  }

  private void hear(PublishItem item, PublishItem.Stream format) {
    if (format.action() == Action.CLOSE) {
      visit.leave();
    } else if (format.action() == Action.SEND) {
      say(format.content());
    }
  }

  private void say(byte[] bytes) {
    ByteStream open = stream;
    if (open != null && bytes.length > 0) {
      lastSaid = System.nanoTime();
      open.send(bytes);
    }
  }

  @Override
  public void failed(ChannelException why) {
    visit.leave();
  }

  // Its time

  @Override
  public void onTick(long nanoTime) {
    if (instruct.keepAlive().isPresent()) {
      KeepAlive keep = instruct.keepAlive().get();
      if (nanoTime - lastSaid >= TimeUnit.SECONDS.toNanos(keep.seconds())) {
        say(keep.data());
      }
    }
  }

  @Override
  public void onLate() {
    // a stream has all the time there is
  }

  // The end

  @Override
  public void onClosed() {
    visit.leave();
  }

  @Override
  public void end() {
    Subscriptions left = subscriptions;
    if (left != null) {
      left.leave();
    }
    ByteStream open = stream;
    if (open != null) {
      open.end();
    }
  }
}
