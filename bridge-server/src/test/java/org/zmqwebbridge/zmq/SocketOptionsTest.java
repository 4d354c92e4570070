package org.zmqwebbridge.zmq;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.zeromq.ZMQ;

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

  /** Which would garble the first message above a mark. */
  @Test
  void underCurveAnyNumberWaitsAndBytesAreCounted() {
    CurveKeyPair keys = CurveKeyPair.parse(ZMQ.Curve.generateKeyPair().secretKey);
    SocketOptions bound = pull(1 << 20).with(Security.curve(keys, Set.of(keys.publicKey())));
    assertEquals(0, bound.receiveMark());
    assertEquals(4 * ((1 << 20) + CurveClient.MESSAGE_OVERHEAD_BYTES), bound.untakenBytes());
    assertEquals(16 << 20, bound.unread(16 << 20).untakenBytes());
    SocketOptions connecting =
        SocketOptions.connecting(ZmqType.SUB, 1000, 100, 1000)
            .with(Security.curve(keys.publicKey(), keys));
    assertEquals(0, connecting.receiveMark());
    assertEquals(2 << 20, connecting.untakenBytes());
    assertEquals(2, pull(1 << 20).receiveMark());
    assertEquals(1000, SocketOptions.connecting(ZmqType.SUB, 1000, 100, 1000).receiveMark());
  }

  @Test
  void whoTakesMoreUnreadHasMoreOfThemWait() {
    SocketOptions more = pull(1 << 20).unread(16 << 20);
    assertEquals(16, more.unreadMessages());
    assertEquals(16, more.paced(100).unreadMessages());
    assertEquals(16, more.with(Security.none()).unreadMessages());
    assertFalse(more.differInPeersOnly(pull(1 << 20)), "a socket has to be opened again for it");
  }
}
