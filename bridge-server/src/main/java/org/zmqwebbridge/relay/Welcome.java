package org.zmqwebbridge.relay;

import java.util.Optional;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.observe.Counter;

/** Whether somebody may do at a location what it came for. */
sealed interface Welcome {
  /** It may. */
  record In(Grant grant) implements Welcome {}

  /**
   * It may not.
   *
   * @param reason for a WebSocket
   * @param counter what counts it; empty: it is counted
   * @param answer for all else
   */
  record Out(CloseReason reason, Optional<Counter> counter, HttpAnswer answer) implements Welcome {}

  /** It may not use this channel. */
  Out DENIED =
      new Out(CloseReason.FORBIDDEN, Optional.of(Counter.RELAY_DENIED), RelayReplies.DENIED);

  /** It does not bring the location's secret. */
  Out NO_SECRET =
      new Out(CloseReason.UNAUTHORIZED, Optional.of(Counter.RELAY_DENIED), RelayReplies.SECRET);

  /** Nobody has said in time whether it may. */
  Out UNDECIDED =
      new Out(
          CloseReason.UNDECIDED,
          Optional.of(Counter.RELAY_DENIED),
          HttpAnswer.refusal(CloseReason.UNDECIDED));

  /** It does too much; the rate has counted it. */
  Out TOO_FAST = new Out(CloseReason.TOO_OFTEN, Optional.empty(), RelayReplies.TOO_FAST);

  /** It may not come in. */
  static Out out(CloseReason told) {
    return new Out(told, Optional.of(Counter.RELAY_DENIED), HttpAnswer.refusal(told));
  }
}
