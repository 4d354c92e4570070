package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.config.ConfigException;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;

/** Which names of hosts are served. */
final class HostsTest {
  private static final String HOSTS = "hosts=[www.Example.org, \"[::1]\"]";
  private static final List<String> ROUTES =
      List.of("GET /", "GET /data", "GET /zmq.js", "POST /req/echo", "GET /zws/echo", "GET /none");

  private static String ask(TestBridge bridge, String line, String headers) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), bridge.port())) {
      socket.setSoTimeout(Await.DEADLINE_MILLIS);
      socket.getOutputStream().write((line + "\r\n" + headers + "\r\n").getBytes(ISO_8859_1));
      return new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1))
          .readLine();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void othersAreAnsweredWith421Everywhere() {
    try (TestBridge bridge = TestBridge.configured(HOSTS)) {
      for (String route : ROUTES) {
        for (String host :
            List.of("example.org", "www.example.org.evil", "127.0.0.1", "localhost:80")) {
          String status = ask(bridge, route + " HTTP/1.1", "Host: " + host + "\r\n");
          assertTrue(status.startsWith("HTTP/1.1 421 "), route + " on " + host + ": " + status);
        }
      }
      assertTrue(ask(bridge, "GET / HTTP/1.0", "").startsWith("HTTP/1.1 421 "));
      assertEquals(4L * ROUTES.size() + 1, bridge.count(Counter.HOSTS_REFUSED));
      assertEquals(421, bridge.upgrade().status());
    }
  }

  @Test
  void itsOwnAreServedWhateverTheCaseAndPort() {
    try (TestBridge bridge = TestBridge.configured(HOSTS)) {
      for (String host : List.of("www.example.org", "WWW.EXAMPLE.ORG:8443", "[::1]:80")) {
        String status = ask(bridge, "GET / HTTP/1.1", "Host: " + host + "\r\n");
        assertEquals("HTTP/1.1 200 OK", status, host);
      }
      String whole =
          ask(bridge, "GET http://www.example.org/ HTTP/1.1", "Host: www.example.org\r\n");
      assertEquals("HTTP/1.1 200 OK", whole);
    }
  }

  @Test
  void aReloadChangesThem() {
    try (TestBridge bridge = TestBridge.configured(HOSTS)) {
      assertEquals(List.of("hosts"), bridge.reload().changed());
      assertEquals("HTTP/1.1 200 OK", ask(bridge, "GET / HTTP/1.1", "Host: x\r\n"));
    }
  }

  @Test
  void aPortOrAWildcardIsNoName() {
    for (String wrong : List.of("x:80", "https://x", "*.example.org", "a b")) {
      ConfigException said =
          assertThrows(
              ConfigException.class, () -> TestBridge.configured("hosts=[\"" + wrong + "\"]"));
      assertTrue(said.getMessage().contains("is no name of a host"), said.getMessage());
    }
  }
}
