package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.zmqwebbridge.observe.Counter;

/**
 * A service that publishes one message again and again, until a page that does not read costs
 * something; and what became of each.
 *
 * <p>Owner thread: the test's.
 */
final class Flood {
  private final TestBridge bridge;
  private long published;
  private long received;
  private long missed;

  Flood(TestBridge bridge) {
    this.bridge = bridge;
  }

  /** Publishes until this has been counted; each has reached the bridge when the next one goes. */
  void until(Counter enough, Speaker service, List<byte[]> message) {
    long before = bridge.count(Counter.PUBLICATIONS);
    while (bridge.count(enough) == 0) {
      service.send(message);
      published++;
      bridge.awaitCount(Counter.PUBLICATIONS, before + published);
    }
  }

  void received() {
    received++;
  }

  void missed(long messages) {
    missed += messages;
  }

  /** Nothing is lost without a word, where a socket goes on. */
  void isAccountedFor() {
    if (published > 0 && bridge.count(Counter.SLOW_SUBSCRIBERS_CLOSED) == 0) {
      assertEquals(published, received + missed, received + " came, " + missed + " were missed");
    }
  }
}
