package org.zmqwebbridge.edge;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Who may come in over a WebSocket, and in which subprotocol: what the edge asks a {@link Dialect}
 * before it answers an opening handshake (RFC 6455, section 4.2).
 *
 * <p>Owner thread: the edge's; it may not block.
 */
@FunctionalInterface
public interface Upgrader {
  /**
   * How this client may come in, or why it may not. A failed stage, or one that completes with
   * nothing, refuses.
   */
  CompletionStage<Admission> admits(Handshake handshake);

  /**
   * Whether a WebSocket that is asked for in this place is its own; asked where no path is
   * configured for it, before anything else about the client.
   *
   * @param path decoded, for example {@code /zws/echo}
   * @param offered the subprotocols, as {@link Handshake#subprotocols}
   */
  default boolean isAt(String path, List<String> offered) {
    return false;
  }

  /**
   * Where its WebSockets always are, whatever is configured: {@code /zws/*} is all below {@code
   * /zws/}.
   */
  default List<String> paths() {
    return List.of();
  }

  /** What a listener must serve, so that its WebSockets are there. */
  default Served part() {
    return Served.ZWS;
  }

  /** Whether it sees to Origins itself; otherwise foreign pages never come to it. */
  default boolean seesToOrigins() {
    return false;
  }

  /**
   * Whether its decisions may take long, because somebody else makes them: then a client that
   * leaves meanwhile is noticed, and the stage that {@link #admits} has returned is cancelled.
   */
  default boolean takesItsTime() {
    return false;
  }

  /** Whether plain HTTP requests may come to the same places, and lead to routes. */
  default boolean sharesItsPlaces() {
    return false;
  }

  /**
   * Whether pages of an Origin may come in at a place of its own, besides those that may open
   * WebSockets anywhere; see also {@link ConnectionHandler#isListedHere}.
   *
   * @param path as for {@link #isAt}
   * @param origin as the client says it, unchecked
   */
  default boolean admitsPagesOf(String origin, String path) {
    return false;
  }

  /** The subprotocols that are spoken. */
  default List<String> subprotocols() {
    return List.of();
  }

  /**
   * Whether a client that offers this name is to be asked about further; one that offers others
   * only is refused before.
   */
  default boolean knows(String subprotocol) {
    return subprotocols().contains(subprotocol);
  }

  /** Whether a client must offer one that is known; otherwise it may offer none at all. */
  default boolean demandsSubprotocol() {
    return false;
  }

  /**
   * Which of the subprotocols that this client offers it hears a refusal in, so that it is let in
   * only to be told by a close code; empty: it is told by the status of an HTTP answer.
   */
  default Optional<String> refusesIn(Handshake handshake) {
    return Optional.empty();
  }
}
