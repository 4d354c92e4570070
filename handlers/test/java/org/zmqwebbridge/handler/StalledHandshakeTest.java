package org.zmqwebbridge.handler;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

/** A connection on which the other side says nothing is given up, and another is made. */
class StalledHandshakeTest {
  private static final int DEADLINE_MILLIS = 20_000;

  @Test
  void whatSaysNothingIsConnectedToAnew() throws IOException {
    try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      mute.setSoTimeout(DEADLINE_MILLIS); // less than the 30 s that JeroMQ waits unless told
      String address = "tcp://127.0.0.1:" + mute.getLocalPort();
      try (Mongrel2Handler handler = new Mongrel2Handler(address, address);
          Socket first = mute.accept();
          Socket second = mute.accept()) {
        assertTrue(handler.receive(0).isEmpty());
        assertTrue(first.getPort() != second.getPort());
      }
    }
  }
}
