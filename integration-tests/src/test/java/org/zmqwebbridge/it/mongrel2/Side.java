package org.zmqwebbridge.it.mongrel2;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Whose server a conversation is held with: what holds for both is what handlers rely on. */
enum Side {
  OURS,
  THEIRS;

  /** Starts one; a test that needs Mongrel2 is skipped where it is not installed. */
  TestServer start(Plan plan) {
    if (this == OURS) {
      return OurServer.start(plan);
    }
    assumeTrue(TheirServer.isInstalled(), "mongrel2 is not installed");
    return TheirServer.start(plan);
  }
}
