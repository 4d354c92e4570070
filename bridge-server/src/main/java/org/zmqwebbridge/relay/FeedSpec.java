package org.zmqwebbridge.relay;

import java.util.List;
import org.zmqwebbridge.channel.Retention;

/**
 * Channels that a SUB endpoint feeds: the first part of a publication names the channel, the rest
 * is the message.
 *
 * @param endpoint its name
 * @param store of the channels
 * @param topics which publications; none: all
 * @param retention what is kept of them
 */
public record FeedSpec(String endpoint, String store, List<String> topics, Retention retention) {
  public FeedSpec {
    topics = List.copyOf(topics);
  }
}
