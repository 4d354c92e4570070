package org.zmqwebbridge.edge.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.zmqwebbridge.edge.TextMessage;

class OutboundQueueTest {
  private static TextMessage publication(String text) {
    return new TextMessage(new byte[0], text.getBytes(UTF_8), true);
  }

  private static TextMessage reply(String text) {
    return new TextMessage(new byte[0], text.getBytes(UTF_8), false);
  }

  private static String text(TextMessage message) {
    return new String(message.tail(), UTF_8);
  }

  @Test
  void messagesLeaveInTheOrderTheyCame() {
    OutboundQueue queue = new OutboundQueue(100, 10);
    queue.add(reply("1"));
    queue.add(publication("2"));
    assertEquals("1", text(queue.poll()));
    assertEquals("2", text(queue.poll()));
    assertNull(queue.poll());
  }

  @Test
  void aFullQueueLosesItsOldestPublicationFirst() {
    OutboundQueue queue = new OutboundQueue(100, 3);
    queue.add(reply("r"));
    queue.add(publication("old"));
    queue.add(publication("new"));
    assertEquals(1, queue.add(publication("newest")));
    assertEquals("r", text(queue.poll()));
    assertEquals("new", text(queue.poll()));
    assertEquals("newest", text(queue.poll()));
    assertTrue(queue.isEmpty());
  }

  @Test
  void bytesCountAsWellAsMessages() {
    OutboundQueue queue = new OutboundQueue(10, 100);
    queue.add(publication("12345"));
    queue.add(publication("12345"));
    assertEquals(2, queue.add(reply("1234567890")));
    assertEquals("1234567890", text(queue.poll()));
  }

  @Test
  void repliesAloneOverflow() {
    OutboundQueue queue = new OutboundQueue(100, 2);
    queue.add(reply("1"));
    queue.add(reply("2"));
    assertEquals(OutboundQueue.OVERFLOW, queue.add(reply("3")));
  }

  @Test
  void oneReplyLargerThanTheQueueIsLetThrough() {
    OutboundQueue queue = new OutboundQueue(4, 2);
    assertEquals(0, queue.add(reply("12345")));
    assertEquals("12345", text(queue.poll()));
  }

  @Test
  void onePublicationLargerThanTheQueueIsDropped() {
    OutboundQueue queue = new OutboundQueue(4, 2);
    assertEquals(1, queue.add(publication("12345")));
    assertNull(queue.poll());
  }
}
