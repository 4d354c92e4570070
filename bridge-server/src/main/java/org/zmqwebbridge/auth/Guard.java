package org.zmqwebbridge.auth;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.edge.RequestHead;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.rate.RateLimiter;
import org.zmqwebbridge.rate.Rates;

/**
 * Who is asked about the requests of one dialect, and where the answers are kept and counted.
 *
 * <p>Immutable; any thread.
 *
 * @param gatekeeper asks the hooks
 * @param leases what they have granted
 * @param rates how fast clients may send
 * @param denials what counts those who may not
 */
public record Guard(
    Gatekeeper gatekeeper, Leases leases, Rates rates, Counters counters, Counter denials) {
  private static final int SOON_SECONDS = 1;

  /** To a client that does too much; the rate has counted it. */
  private static final Welcome.Out TOO_FAST =
      new Welcome.Out(
          CloseReason.TOO_OFTEN,
          Optional.empty(),
          HttpAnswer.text(429, "Too many messages a second.").retryAfter(SOON_SECONDS));

  /** The same with other rates. */
  public Guard with(Rates changed) {
    return new Guard(gatekeeper, leases, changed, counters, denials);
  }

  /** Asks whether a client may come in, and not too often; completes as {@link Gatekeeper}'s. */
  public CompletionStage<Welcome> admits(RequestHead head) {
    return gatekeeper.admits(head.asHandshake()).thenApply(this::welcome);
  }

  private Welcome welcome(Decision decision) {
    if (!(decision instanceof Decision.Allowed allowed)) {
      return out(
          decision instanceof Decision.Denied denied ? denied.told() : CloseReason.UNDECIDABLE);
    }
    RateLimiter rate = rates.of(allowed.grant().principal(), () -> {});
    rate.spend();
    return rate.isOver() ? TOO_FAST : new Welcome.In(allowed.grant());
  }

  /** What a client that may not come in is told. */
  public Welcome.Out out(CloseReason told) {
    return out(told, HttpAnswer.refusal(told));
  }

  /** What a client that may not do something is told; it is counted. */
  public Welcome.Out out(CloseReason told, HttpAnswer answer) {
    return new Welcome.Out(told, Optional.of(denials), answer);
  }
}
