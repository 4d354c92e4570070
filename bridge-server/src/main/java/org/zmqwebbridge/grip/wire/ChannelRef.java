package org.zmqwebbridge.grip.wire;

import java.util.List;
import java.util.Optional;

/**
 * A channel that an origin wants a request, or a WebSocket, to wait at.
 *
 * @param name as the origin says it, without the prefix of its route
 * @param previousId the id of what it has had last there; empty: it does not say
 * @param filters names of what is done to messages on their way, in their order
 */
public record ChannelRef(String name, Optional<String> previousId, List<String> filters) {
  public ChannelRef {
    filters = List.copyOf(filters);
  }
}
