package org.zmqwebbridge.relay;

import java.util.List;
import java.util.Optional;

/**
 * Who may use a location, besides what the hooks say.
 *
 * @param origins of foreign pages that may, also over a WebSocket; those of {@code
 *     websocket.origins} may subscribe anyway; "*": all
 * @param secret that a request to it must bring, as {@code Authorization: Bearer …}; empty: none
 */
public record AccessSpec(List<String> origins, Optional<String> secret) {
  /** No foreign pages, no secret. */
  public static final AccessSpec DEFAULTS = new AccessSpec(List.of(), Optional.empty());

  public AccessSpec {
    origins = List.copyOf(origins);
  }

  @Override
  public String toString() {
    return "origins " + origins + (secret.isPresent() ? ", with a secret" : "");
  }
}
