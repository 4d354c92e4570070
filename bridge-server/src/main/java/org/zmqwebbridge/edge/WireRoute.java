package org.zmqwebbridge.edge;

import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Where the requests of HTTP/1.1 connections go to a back end that answers with bytes of its own.
 * The first request that leads here takes its connection over; the later ones are handed to the
 * same handler as long as they lead to a route with the same opener.
 *
 * <p>Immutable.
 *
 * @param leads whether a request leads here, by its method, host, path or whatever its head says;
 *     called by the edge's threads, and may not block
 * @param isGuarded whether requests of foreign pages are refused, by their Origin or {@code
 *     Sec-Fetch-Site}, as they are at doors; not where a whole web site is, to which others link
 * @param opener hears of each connection, and returns who answers there; called by the edge's
 *     threads, and may not block
 */
public record WireRoute(
    Predicate<RequestHead> leads, boolean isGuarded, Function<WireConnection, WireHandler> opener) {

  /** All paths that begin so; foreign pages are refused. */
  public static WireRoute below(String prefix, Function<WireConnection, WireHandler> opener) {
    return new WireRoute(head -> head.path().startsWith(prefix), true, opener);
  }

  /** The same route for foreign pages too. */
  public WireRoute open() {
    return new WireRoute(leads, false, opener);
  }
}
