package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A ZWS client that reads too slowly loses ZeroMQ messages, and no part of one. */
final class ZwsSlowReaderTest {
  private static final int SMALL_BUFFER = 4_096;
  private static final int PUBLICATIONS = 2_000;

  @ParameterizedTest
  @ValueSource(strings = {"oldest", "latest"})
  void whatComesIsWholeAndInOrder(String policy) {
    String payload = "x".repeat(2_000);
    try (PubService news = new PubService();
        TestBridge bridge =
            TestBridge.configured(
                "endpoints.news={type: SUB, slowReaders: "
                    + policy
                    + ", address: \""
                    + news.address()
                    + "\"}",
                "limits.maxQueuedMessages=50",
                "deadlines.writeMillis=60000");
        ZwsPeer fast = ZwsPeer.greeted(bridge, "/zws/news");
        ZwsPeer slow =
            ZwsPeer.greeted(
                ZwsPeer.upgrade(bridge, "/zws/news", ZwsPeer.NO_MECHANISM)
                    .receiveBuffer(SMALL_BUFFER))) {
      fast.say("\0\1");
      news.awaitSubscription();
      slow.say("\0\1");
      for (int i = 0; i < PUBLICATIONS; i++) {
        news.publish("" + i, i + payload);
        fast.expect("\1" + i).expect("\0" + i + payload);
      }
      int heard = 0;
      int before = -1;
      while (before < PUBLICATIONS - 1) { // the newest is never lost
        String topic = slow.next();
        int number = Integer.parseInt(topic.substring(1));
        assertEquals("\1" + number, topic);
        slow.expect("\0" + number + payload);
        assertTrue(number > before, "in order");
        before = number;
        heard++;
      }
      assertTrue(heard < PUBLICATIONS, "it was overtaken");
    }
  }
}
