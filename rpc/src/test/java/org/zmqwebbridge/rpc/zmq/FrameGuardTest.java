package org.zmqwebbridge.rpc.zmq;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** The table is also that of the bridge's own guard, in its {@code IncomingFramesTest}. */
class FrameGuardTest {
  private static final int LIMIT = 1000;

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "999, 999",
    "1000, 1000",
    "1001, 0",
    "1048576, 0",
    "2147483647, 0",
    "-1, 0",
    "-1000, 0",
    "-2147483648, 0",
  })
  void whatIsNoSizeIsTakenForNothing(int announced, int made) {
    assertEquals(made, new FrameGuard(LIMIT).allocate(announced).size());
  }

  @Test
  void aGuardedSocketRefusesLargerFramesToo() {
    try (ZContext context = new ZContext();
        ZMQ.Socket socket = context.createSocket(SocketType.ROUTER)) {
      FrameGuard.guard(socket, LIMIT);
      assertEquals(LIMIT, socket.getMaxMsgSize());
    }
  }
}
