package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.SocketException;

/**
 * A page that is there, as a browser is: it answers pings while the test does something else, and
 * drops what it hears.
 *
 * <p>Owner thread: its own reads. Lifetime: until it is cut.
 */
final class LivingPage implements AutoCloseable {
  private final RawPage page;
  private final Thread reader;

  /** Takes over a page from which the test reads no more. */
  LivingPage(RawPage page) {
    this.page = page;
    reader = new Thread(this::read, "living-page");
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    try {
      while (page.isGoingOn()) {
        // what it hears is of no interest
      }
    } catch (SocketException | AssertionError end) {
      // it was cut
    }
  }

  /** Fails if its connection has ended. */
  void isThere() {
    assertTrue(reader.isAlive(), "the page's connection has ended");
  }

  @Override
  public void close() {
    page.cut();
  }
}
