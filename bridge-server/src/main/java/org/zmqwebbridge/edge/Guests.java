package org.zmqwebbridge.edge;

import java.util.concurrent.CompletionStage;

/**
 * Guests: WebSockets that another HTTP server is asked for, by the same rules as on a port of the
 * bridge's own.
 *
 * <p>Owner thread: none.
 */
@FunctionalInterface
public interface Guests {
  /** The answer; it may wait for a hook, for as long as a hook may take. */
  CompletionStage<GuestAnswer> ask(GuestRequest request);
}
