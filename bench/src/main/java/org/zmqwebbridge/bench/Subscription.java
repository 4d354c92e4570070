package org.zmqwebbridge.bench;

import org.zmqwebbridge.bench.client.Ramp;

/** One connection with one subscription, by whatever way. */
interface Subscription extends Ramp.Entrant {
  /** What it has heard. */
  Reception reception();

  /** Whether it hears nothing more. */
  boolean isEnded();
}
