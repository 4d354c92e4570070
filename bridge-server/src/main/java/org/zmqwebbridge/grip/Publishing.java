package org.zmqwebbridge.grip;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.zmqwebbridge.channel.Channels;
import org.zmqwebbridge.channel.Item;
import org.zmqwebbridge.channel.Published;
import org.zmqwebbridge.channel.Retention;
import org.zmqwebbridge.grip.wire.PublishItem;
import org.zmqwebbridge.grip.wire.PublishWriter;

/**
 * Has what publishers send reach its channels, at all bridges.
 *
 * <p>Immutable; any thread.
 *
 * @param retention what channels keep of it
 */
record Publishing(Channels channels, ChannelNames names, Audiences audiences, Retention retention) {
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
    int here = audiences.size(item.channel());
    return channels
        .publish(
            names.stored(item.channel()),
            new Item(item.plainType(), "", PublishWriter.write(item), item.plainBody()),
            retention,
            true,
            Optional.empty())
        .thenApply(done -> receivers(done, here));
  }

  /** Those of GRIP at this bridge wait at the channel as one. */
  private static int receivers(Published done, int here) {
    return Math.max(0, done.state().subscribers() - (here > 0 ? 1 : 0)) + here;
  }
}
