package org.zmqwebbridge.it.fault;

import java.util.Map;

/**
 * One rule, and what is done to see whether the bridge keeps it.
 *
 * @param rule a sentence
 * @param script plays it; fails if the rule is broken
 */
record Scenario(String rule, Script script) {
  /** What happens. */
  @FunctionalInterface
  interface Script {
    Report play(long seed) throws Exception;
  }

  /**
   * What it took.
   *
   * @param recoveryMillis from the end of the fault until all works again
   * @param slowestMillis the longest that a request waited for its outcome
   * @param outcomes how many requests ended in what
   */
  record Report(long recoveryMillis, long slowestMillis, Map<String, Long> outcomes) {}
}
