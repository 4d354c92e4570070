package org.zmqwebbridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where a listener is, in the forms that people write. */
class HostAndPortTest {
  private static final byte[] V6_LOOPBACK = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

  private static boolean hasV6() throws IOException {
    return NetworkInterface.getByInetAddress(Inet6Address.getByAddress(V6_LOOPBACK)) != null;
  }

  private static void reaches(String host, int port) throws IOException {
    try (Socket socket = new Socket(host, port)) {
      assertTrue(socket.isConnected());
    }
  }

  @Test
  void aPortAloneAndLocalhostAreThisMachineOnly() throws IOException {
    for (String text : List.of("8000", "localhost:8000")) {
      List<InetSocketAddress> addresses = HostAndPort.parse(text);
      assertEquals(hasV6() ? 2 : 1, addresses.size(), text);
      addresses.forEach(address -> assertTrue(address.getAddress().isLoopbackAddress(), text));
      addresses.forEach(address -> assertEquals(8000, address.getPort(), text));
    }
  }

  @Test
  void anEmptyHostAndAStarAreEveryAddress() {
    for (String text : List.of(":8000", "*:8000", "0.0.0.0:8000", "[::]:8000")) {
      List<InetSocketAddress> addresses = HostAndPort.parse(text);
      assertEquals(1, addresses.size());
      assertTrue(addresses.get(0).getAddress().isAnyLocalAddress(), text);
      assertEquals("*:8000", HostAndPort.written(addresses.get(0), 8000));
    }
  }

  @Test
  void whatIsNoAddressIsRefused() {
    for (String text :
        List.of(
            "",
            ":",
            "eight",
            "example.com:80",
            "::1:8000",
            "1.2.3.4",
            "[1.2.3.4]:1",
            "a:",
            "1:70000",
            "-1")) {
      assertThrows(IllegalArgumentException.class, () -> HostAndPort.parse(text), text);
    }
  }

  @Test
  void localhostListensByBothProtocolsAtOnePortAndSaysOneUri() throws IOException {
    try (Bridge bridge = Bridge.builder().listen("localhost:0").management("localhost:0").build()) {
      bridge.start();
      assertEquals("ws://127.0.0.1:" + bridge.port() + "/data", bridge.uri());
      for (int port : List.of(bridge.port(), bridge.managementPort())) {
        reaches("127.0.0.1", port);
        if (hasV6()) {
          reaches("::1", port);
        }
      }
    }
  }
}
