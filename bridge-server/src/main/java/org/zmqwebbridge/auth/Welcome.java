package org.zmqwebbridge.auth;

import java.util.Optional;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.observe.Counter;

/**
 * Whether somebody may do what it came for.
 *
 * <p>Immutable.
 */
public sealed interface Welcome {
  /**
   * It may.
   *
   * @param grant what it is granted
   */
  record In(Grant grant) implements Welcome {}

  /**
   * It may not.
   *
   * @param reason for a WebSocket
   * @param counter what counts it; empty: it is counted
   * @param answer for all else
   */
  record Out(CloseReason reason, Optional<Counter> counter, HttpAnswer answer) implements Welcome {}
}
