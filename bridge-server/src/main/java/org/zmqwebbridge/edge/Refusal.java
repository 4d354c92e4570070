package org.zmqwebbridge.edge;

import java.util.Objects;

/**
 * A client that a {@link Upgrader} does not let in.
 *
 * @param reason what it is told: by its close code where the client can hear it, else in the body
 *     of an HTTP answer
 */
public record Refusal(CloseReason reason) implements Admission {
  public Refusal {
    Objects.requireNonNull(reason, "reason");
  }
}
