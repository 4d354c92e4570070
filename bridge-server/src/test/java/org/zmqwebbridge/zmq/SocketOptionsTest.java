package org.zmqwebbridge.zmq;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

/** How many messages may wait, where that is counted in bytes. */
class SocketOptionsTest {
  private static SocketOptions pull(long maxFrameBytes) {
    return SocketOptions.bound(ZmqType.PULL, 1000, maxFrameBytes, 1000, 10);
  }

  @Test
  void asManyMessagesWaitAsFitIntoTheBytesButTwo() {
    assertEquals(2, pull(1 << 20).unreadMessages());
    assertEquals(2, pull(10 << 20).unreadMessages());
    assertEquals(32, pull(1 << 16).unreadMessages());
    assertEquals(1000, pull(100).unreadMessages());
  }

  @Test
  void whoTakesMoreUnreadHasMoreOfThemWait() {
    SocketOptions more = pull(1 << 20).unread(16 << 20);
    assertEquals(16, more.unreadMessages());
    assertEquals(16, more.paced(100).unreadMessages());
    assertEquals(16, more.with(Security.none()).unreadMessages());
    assertFalse(more.differInPeersOnly(pull(1 << 20)), "a socket has to be opened anew for it");
  }
}
