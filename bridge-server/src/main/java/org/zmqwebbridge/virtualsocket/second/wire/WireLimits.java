package org.zmqwebbridge.virtualsocket.second.wire;

import java.util.List;

/**
 * What the bridge's welcome says that it takes, so that a client refuses the rest by itself.
 *
 * @param maxMessageBytes of all parts of a message together
 * @param maxParts of a message
 * @param maxControlBytes of a control message
 * @param maxChannels open at once, in a connection
 * @param maxTopicBytes of one topic
 * @param maxSubscriptions topics subscribed at once, in a connection
 * @param maxRequestsInFlight without an outcome, in a connection
 */
public record WireLimits(
    int maxMessageBytes,
    int maxParts,
    int maxControlBytes,
    int maxChannels,
    int maxTopicBytes,
    int maxSubscriptions,
    int maxRequestsInFlight) {
  /** Whether a message with these parts is not too large. */
  public boolean carries(List<byte[]> parts) {
    long bytes = 0;
    for (byte[] part : parts) {
      bytes += part.length;
    }
    return parts.size() <= maxParts && bytes <= maxMessageBytes;
  }

  String json() {
    return new JsonMembers()
        .put("maxMessageBytes", maxMessageBytes)
        .put("maxParts", maxParts)
        .put("maxControlBytes", maxControlBytes)
        .put("maxChannels", maxChannels)
        .put("maxTopicBytes", maxTopicBytes)
        .put("maxSubscriptions", maxSubscriptions)
        .put("maxRequestsInFlight", maxRequestsInFlight)
        .json();
  }
}
