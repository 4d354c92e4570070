package org.zmqwebbridge;

import java.security.SecureRandom;
import java.util.Set;
import org.zmqwebbridge.edge.jetty.JettyAhead;

/**
 * Has Java load what the start of a bridge is about to need, while its configuration is read: where
 * there is a second processor, the bridge listens sooner.
 *
 * <p>Owner thread: its own, which is awaited before a bridge is made: two threads that initialise
 * the same classes in different orders may wait for each other forever. What reads a certificate
 * meanwhile comes to one class of these, whose initialisation needs no other of them. Lifetime:
 * until {@link #await} has returned.
 */
final class Ahead {
  private static final Set<String> BRIDGES =
      Set.of("serve", "relay", "grip", "mongrel2", "blastbeat", "rehearse");

  private final Thread thread = new Thread(Ahead::load, "zwb-ahead");

  private Ahead() {
    thread.setDaemon(true);
  }

  /**
   * Begins, if what these words ask for is a bridge. SLF4J must have its backend.
   *
   * @param words of the command line
   */
  static Ahead of(String... words) {
    Ahead ahead = new Ahead();
    if (words.length > 0 && BRIDGES.contains(words[0])) {
      ahead.thread.start();
    }
    return ahead;
  }

  /** Returns when all is loaded that was begun. */
  void await() {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void load() {
    JettyAhead.load();
    new SecureRandom().nextLong(); // its providers
  }
}
