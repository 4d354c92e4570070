package org.zmqwebbridge.edge;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Guests: WebSockets that another HTTP server is asked for, by the same rules as on a port of the
 * bridge's own.
 *
 * <p>Owner thread: none.
 */
public interface Guests {
  /** The answer; it may wait for a hook, for as long as a hook may take. */
  CompletionStage<GuestAnswer> ask(GuestRequest request);

  /**
   * Where WebSockets and scripts are, as patterns of servlets: {@code /data}, or {@code /zws/*} for
   * all below it. Places with names of the application's own, as the relay's, are not among them.
   */
  List<String> paths();
}
