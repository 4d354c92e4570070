package org.zmqwebbridge.grip;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.grip.wire.MalformedGripException;
import org.zmqwebbridge.grip.wire.PublishItem;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.LineKind;
import org.zmqwebbridge.zmq.SocketListener;
import org.zmqwebbridge.zmq.ZmqLoop;

/**
 * Publishes what publishers send over ZeroMQ; while too much of it is on its way to the store of
 * the channels, nothing more is taken, and waits at the publishers.
 *
 * <p>Owner thread: the loop's; what is published may be so on any. Lifetime: its sockets'.
 */
final class ItemInput implements SocketListener {
  private static final Logger log = LoggerFactory.getLogger(ItemInput.class);

  /** So many items may be on their way to the store. */
  static final int MAX_UNDER_WAY = 1_000;

  private final boolean isNamed;
  private final GripContext context;
  private final ZmqLoop loop;
  private final Consumer<Boolean> pause;
  private final Predicate<String> wanted;
  private final AtomicInteger underWay = new AtomicInteger();

  /**
   * @param isNamed whether the channel's name comes before the item
   * @param pause has the sockets take nothing, or take messages again; on the loop
   * @param wanted which channels are published to; of others, nothing was asked for: a subscription
   *     is to all names that begin with its own
   */
  ItemInput(
      boolean isNamed,
      GripContext context,
      ZmqLoop loop,
      Consumer<Boolean> pause,
      Predicate<String> wanted) {
    this.isNamed = isNamed;
    this.context = context;
    this.loop = loop;
    this.pause = pause;
    this.wanted = wanted;
  }

  @Override
  public void onMessage(List<byte[]> parts) {
    try {
      PublishItem item = ItemMessage.read(parts, isNamed);
      if (wanted.test(item.channel())) {
        publish(item);
      }
    } catch (MalformedGripException wrong) {
      context.count(Counter.GRIP_MALFORMED);
      context
          .counters()
          .line(
              LineKind.DIALECT_FAILED,
              more -> log.warn("an item over ZeroMQ: {}{}", wrong.getMessage(), more));
    }
  }

  private void publish(PublishItem item) {
    if (underWay.incrementAndGet() >= MAX_UNDER_WAY) {
      pause.accept(true);
    }
    CompletionStage<Void> unused =
        context
            .publishing()
            .publish(List.of(item))
            .handle(
                (receivers, failure) -> {
                  if (failure != null) {
                    context.count(Counter.GRIP_UNSENT);
                  }
                  if (underWay.getAndDecrement() == MAX_UNDER_WAY) {
                    loop.post(this::goOn);
                  }
                  return null;
                });
  }

  private void goOn() {
    pause.accept(underWay.get() >= MAX_UNDER_WAY);
  }
}
