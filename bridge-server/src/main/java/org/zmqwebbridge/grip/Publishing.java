package org.zmqwebbridge.grip;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.zmqwebbridge.channel.ChannelException;
import org.zmqwebbridge.channel.Channels;
import org.zmqwebbridge.channel.Item;
import org.zmqwebbridge.channel.Retention;
import org.zmqwebbridge.grip.wire.PublishItem;
import org.zmqwebbridge.grip.wire.PublishWriter;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/**
 * Has what publishers send reach its channels, at all bridges; of several items with one id the
 * first counts.
 *
 * <p>Owner thread: none.
 */
final class Publishing {
  private final Channels channels;
  private final ChannelNames names;
  private final Retention retention;
  private final Counters counters;
  private final SeenIds sent;
  private final LongSupplier nanoClock;
  private final boolean
      mustBe; // a channel, also where nobody waits: others may care, or come later

  /**
   * @param retention what channels keep of it
   * @param nanoClock what {@link System#nanoTime} is in production
   */
  Publishing(
      Channels channels,
      ChannelNames names,
      Counters counters,
      Retention retention,
      PublisherSpec spec,
      LongSupplier nanoClock) {
    this.channels = channels;
    this.names = names;
    this.retention = retention;
    this.counters = counters;
    this.sent = new SeenIds(TimeUnit.SECONDS.toNanos(spec.idCacheSeconds()));
    this.nanoClock = nanoClock;
    this.mustBe = names.equals(ChannelNames.SHARED) || !retention.equals(Retention.NOTHING);
  }

  /**
   * Publishes, in order.
   *
   * @return how many receivers it is given, all items together; fails as {@link Channels#publish}
   *     does
   */
  CompletionStage<Integer> publish(List<PublishItem> items) {
    CompletionStage<Integer> all = CompletableFuture.completedFuture(0);
    for (PublishItem item : items) {
      CompletionStage<Integer> one = publish(item);
      all = all.thenCombine(one, Integer::sum);
    }
    return all;
  }

  private CompletionStage<Integer> publish(PublishItem item) {
    counters.increment(Counter.GRIP_PUBLISHED);
    if (item.isVoid()) {
      return CompletableFuture.completedFuture(0);
    }
    if (!isFirst(item)) {
      counters.increment(Counter.GRIP_DUPLICATES);
      return CompletableFuture.completedFuture(0);
    }
    return channels
        .publish(
            names.stored(item.channel()),
            new Item(item.plainType(), "", PublishWriter.write(item), item.plainBody()),
            retention,
            mustBe,
            Optional.empty())
        .handle((done, failure) -> failure == null ? done.state().subscribers() : none(failure))
        .whenComplete((done, failure) -> forget(item, failure));
  }

  /** Nobody has ever waited there: it is nobody's, and has reached all of them. */
  private static int none(Throwable failure) {
    ChannelException why = ChannelException.of(failure);
    if (why.fault() == ChannelException.Fault.MISSING) {
      return 0;
    }
    throw why;
  }

  private boolean isFirst(PublishItem item) {
    return item.id().isEmpty()
        || sent.isNew(item.channel(), item.id().get(), nanoClock.getAsLong());
  }

  /** What was not published may be published again. */
  private void forget(PublishItem item, Throwable failure) {
    if (failure != null && item.id().isPresent()) {
      sent.forget(item.channel(), item.id().get());
    }
  }
}
