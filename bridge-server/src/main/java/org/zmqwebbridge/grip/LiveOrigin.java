package org.zmqwebbridge.grip;

import java.util.Map;
import org.zmqwebbridge.observe.AskTally;
import org.zmqwebbridge.origin.OriginFailure;

/**
 * An origin of GRIP as it was at one moment.
 *
 * <p>Immutable, but for {@code asks}.
 *
 * @param place as routes have it
 * @param state {@code unasked}, {@code answering}, or {@code failing}: what came of the last ask
 * @param workers how many are connected, of those that connect to us; -1: it is connected to
 * @param waiting requests that wait for a connection, or for a worker
 * @param sockets WebSockets that were passed on to it, and are open
 * @param failures how often it failed in which way
 * @param lastFailure what happened the last time; empty: it never failed
 * @param failedMillisAgo since then; -1: it never failed
 * @param asks what it was asked
 */
public record LiveOrigin(
    String place,
    String state,
    int workers,
    int waiting,
    int sockets,
    Map<OriginFailure.Kind, Long> failures,
    String lastFailure,
    long failedMillisAgo,
    AskTally asks) {
  public LiveOrigin {
    failures = Map.copyOf(failures);
  }
}
