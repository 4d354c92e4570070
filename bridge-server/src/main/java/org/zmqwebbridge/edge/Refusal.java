package org.zmqwebbridge.edge;

import java.util.Objects;
import org.zmqwebbridge.observe.Counter;

/**
 * A client that a {@link Upgrader} does not let in.
 *
 * @param reason what it is told: by its close code where the client can hear it, else in the body
 *     of an HTTP answer
 * @param counter what counts it
 */
public record Refusal(CloseReason reason, Counter counter) implements Admission {
  public Refusal {
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(counter, "counter");
  }

  /** By a hook. */
  public Refusal(CloseReason reason) {
    this(reason, Counter.HANDSHAKES_REFUSED_HOOK);
  }
}
