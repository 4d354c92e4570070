package org.zmqwebbridge.it.ledger;

import java.util.Locale;

/** What must never happen to a request. */
enum Wrong {
  /** A reply to another client's request, or to another socket's. */
  MISROUTED,
  /** A reply to an earlier request that had ended otherwise. */
  STALE,
  /** A second outcome. */
  DOUBLED,
  /** An outcome that nothing explains. */
  UNEXPLAINED,
  /** An outcome more than a second after the deadline. */
  LATE,
  /** None. */
  WITHOUT_OUTCOME;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
