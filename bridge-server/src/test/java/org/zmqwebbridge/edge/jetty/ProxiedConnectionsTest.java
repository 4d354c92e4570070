package org.zmqwebbridge.edge.jetty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.edge.HandshakeLimits;
import org.zmqwebbridge.edge.proxy.ClientAddressSource;
import org.zmqwebbridge.edge.proxy.IpNetwork;
import org.zmqwebbridge.edge.proxy.TrustedProxies;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.Frames;
import org.zmqwebbridge.observe.Counter;

/** Who a client is, and whose places it takes, where proxies stand between. */
class ProxiedConnectionsTest {
  private static final String V2 = "0d 0a 0d 0a 00 0d 0a 51 55 49 54 0a ";
  private static final String OF_192_0_2_7 = V2 + "21 11 00 0c c0 00 02 07 c0 00 02 01 12 67 00 50";
  private static final String LOCAL = V2 + "20 00 00 00";

  private static TrustedProxies by(ClientAddressSource source) {
    return new TrustedProxies(source, List.of(IpNetwork.parse("127.0.0.1")));
  }

  private static TestEdge edge(ClientAddressSource source) {
    return edge(source, false, TestEdge.PATIENT.handshake());
  }

  private static TestEdge edge(ClientAddressSource source, boolean tls, HandshakeLimits limits) {
    return new TestEdge(tls, TestEdge.limits(limits), by(source));
  }

  private static HandshakeLimits perAddress(int most) {
    return TestEdge.PATIENT
        .handshake()
        .withMaxConnections(100)
        .withMaxConnectionsPerAddress(most)
        .withMaxRefusedConnections(0);
  }

  /** A client whose TCP connection comes from this address. */
  private static RawClient from(TestEdge edge, String address) {
    try {
      Socket socket = new Socket();
      socket.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), edge.edge().port()));
      socket.setSoTimeout(Await.DEADLINE_MILLIS);
      return new RawClient(socket, Way.CLEAR_WHOLE, 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RawClient ask(RawClient client, String... lines) {
    String all = lines.length == 0 ? "" : String.join("\r\n", lines) + "\r\n";
    return client.write(RawClient.UPGRADE.replace("Host:", all + "Host:").getBytes(ISO_8859_1));
  }

  /** One that is let in through the proxy. */
  private static RawClient open(TestEdge edge, String... lines) {
    RawClient client = ask(from(edge, "127.0.0.1"), lines);
    client.expectUpgraded();
    return client;
  }

  private static String address(TestEdge edge) {
    InetSocketAddress address = edge.dialect().nextConnection().handshake().remoteAddress();
    return address.getAddress().getHostAddress() + " " + address.getPort();
  }

  @Test
  void aTrustedProxySaysWhoItsClientIs() {
    try (TestEdge edge = edge(ClientAddressSource.X_FORWARDED_FOR)) {
      open(edge, "X-Forwarded-For: 198.51.100.1", "X-Forwarded-For: 192.0.2.7, 127.0.0.1").close();
      assertEquals("192.0.2.7 0", address(edge));
    }
    try (TestEdge edge = edge(ClientAddressSource.FORWARDED)) {
      open(edge, "Forwarded: for=1.2.3.4, for=\"192.0.2.7:4711\";proto=https").close();
      assertEquals("192.0.2.7 4711", address(edge));
    }
  }

  @ParameterizedTest
  @CsvSource({"X_FORWARDED_FOR", "FORWARDED", "SOCKET"})
  void nobodyElseSaysItNorAnotherHeader(ClientAddressSource source) {
    TrustedProxies proxies =
        source == ClientAddressSource.SOCKET ? TrustedProxies.NONE : by(source);
    try (TestEdge edge = new TestEdge(false, TestEdge.PATIENT, proxies)) {
      String[] lines = {
        "X-Forwarded-For: 192.0.2.7", "Forwarded: for=192.0.2.7", "X-Real-IP: 192.0.2.7"
      };
      RawClient stranger = ask(from(edge, "127.0.0.2"), lines);
      stranger.expectUpgraded();
      stranger.close();
      assertTrue(address(edge).startsWith("127.0.0.2 "));
      String other =
          source == ClientAddressSource.FORWARDED ? "X-Forwarded-For: 192.0.2.7" : "X-Real-IP: 1";
      open(edge, other).close();
      assertTrue(address(edge).startsWith("127.0.0.1 "));
    }
  }

  @Test
  void whatAProxySaysUnreadablyCountsForTheProxyAndIsCounted() {
    try (TestEdge edge = edge(ClientAddressSource.X_FORWARDED_FOR, false, perAddress(2))) {
      try (RawClient one = open(edge, "X-Forwarded-For: 192.0.2.7, unknown");
          RawClient two = open(edge)) {
        assertEquals(2, edge.count(Counter.FORWARDED_UNREADABLE));
        assertTrue(address(edge).startsWith("127.0.0.1 "));
        assertTrue(address(edge).startsWith("127.0.0.1 "));
        refused(edge, "X-Forwarded-For: localhost");
        open(edge, "X-Forwarded-For: 192.0.2.7").close();
        assertTrue(one != two);
      }
    }
  }

  private static void refused(TestEdge edge, String... lines) {
    long before = edge.count(Counter.HANDSHAKES_REFUSED_LIMIT);
    RawClient client = ask(from(edge, "127.0.0.1"), lines);
    assertTrue(client.head().startsWith("HTTP/1.1 429 "));
    client.cut();
    assertEquals(before + 1, edge.count(Counter.HANDSHAKES_REFUSED_LIMIT));
  }

  @Test
  void theLimitOfAnAddressIsTheClientsAndNotTheProxys() {
    try (TestEdge edge = edge(ClientAddressSource.X_FORWARDED_FOR, false, perAddress(2))) {
      List<RawClient> clients = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        clients.add(open(edge, "X-Forwarded-For: 192.0.2." + i / 2));
      }
      refused(edge, "X-Forwarded-For: 192.0.2.3");
      clients.get(6).close();
      Await.await("it has left", () -> edge.edge().connections() < 10);
      clients.set(6, open(edge, "X-Forwarded-For: 192.0.2.3"));
      refused(edge, "X-Forwarded-For: 192.0.2.3");
      clients.forEach(RawClient::close);
    }
  }

  @Test
  void oneConnectionOfAProxyCountsForWhoeverAskedLast() {
    try (TestEdge edge = edge(ClientAddressSource.X_FORWARDED_FOR, false, perAddress(1))) {
      RawClient shared = ask(from(edge, "127.0.0.1"), "X-Forwarded-For: 192.0.2.1");
      shared.expectUpgraded();
      RawClient other = from(edge, "127.0.0.1");
      String wrong = "GET /data HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 192.0.2.2\r\n\r\n";
      other.write(wrong.getBytes(ISO_8859_1));
      assertTrue(other.head().startsWith("HTTP/1.1 426 "));
      other.cut();
      open(edge, "X-Forwarded-For: 192.0.2.2").close();
      shared.close();
    }
  }

  @Test
  void theLimitOverAllIsEverybodys() throws IOException {
    HandshakeLimits one =
        TestEdge.PATIENT.handshake().withMaxConnections(1).withMaxRefusedConnections(0);
    try (TestEdge edge = edge(ClientAddressSource.X_FORWARDED_FOR, false, one);
        RawClient only = open(edge, "X-Forwarded-For: 192.0.2.1")) {
      try (Socket next = edge.tcp(0)) {
        assertEquals(-1, next.getInputStream().read());
      }
      only.write(Frames.text("still here")).expectText("still here");
    }
  }

  @Test
  void whoCameByTlsToTheProxyComesFromAPageByTls() {
    try (TestEdge edge = edge(ClientAddressSource.X_FORWARDED_FOR)) {
      String client = "X-Forwarded-For: 192.0.2.1";
      open(edge, client, "Origin: http://localhost").close();
      open(edge, client, "Origin: https://localhost", "X-Forwarded-Proto: https").close();
      RawClient foreign =
          ask(
              from(edge, "127.0.0.1"),
              client,
              "Origin: http://localhost",
              "X-Forwarded-Proto: https");
      assertTrue(foreign.head().startsWith("HTTP/1.1 403 "));
      foreign.cut();
    }
  }

  private static RawClient proxied(TestEdge edge, byte[] header) {
    return from(edge, "127.0.0.1").write(header);
  }

  private static byte[] v1(String line) {
    return (line + "\r\n").getBytes(ISO_8859_1);
  }

  @ParameterizedTest
  @CsvSource({
    "PROXY TCP4 192.0.2.7 192.0.2.1 4711 80, 192.0.2.7 4711",
    "PROXY TCP6 2001:db8::7 2001:db8::1 4711 80, 2001:db8:0:0:0:0:0:7 4711",
  })
  void aProxyHeaderOfVersion1SaysWhoTheClientIs(String line, String client) {
    try (TestEdge edge = edge(ClientAddressSource.PROXY)) {
      RawClient page = ask(proxied(edge, v1(line)), "X-Forwarded-For: 1.2.3.4");
      page.expectUpgraded();
      assertEquals(client, address(edge));
      page.write(Frames.text("here")).expectText("here");
      page.close();
    }
  }

  @Test
  void aProxyHeaderOfVersion2SaysWhoTheClientIs() {
    try (TestEdge edge = edge(ClientAddressSource.PROXY)) {
      RawClient page = ask(proxied(edge, Frames.hex(OF_192_0_2_7)));
      page.expectUpgraded();
      assertEquals("192.0.2.7 4711", address(edge));
      page.write(Frames.text("here")).expectText("here");
      page.close();
      RawClient six =
          ask(
              proxied(
                  edge,
                  Frames.hex(
                      V2
                          + "21 21 00 24 20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 07"
                          + " 20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 01 12 67 00 50")));
      six.expectUpgraded();
      assertEquals("2001:db8:0:0:0:0:0:7 4711", address(edge));
      six.close();
    }
  }

  @Test
  void aProxyThatSpeaksForItselfIsItself() {
    try (TestEdge edge = edge(ClientAddressSource.PROXY)) {
      for (byte[] header : List.of(v1("PROXY UNKNOWN"), Frames.hex(LOCAL))) {
        RawClient page = ask(proxied(edge, header));
        page.expectUpgraded();
        assertTrue(address(edge).startsWith("127.0.0.1 "));
        page.close();
      }
    }
  }

  @Test
  void aHeaderInPiecesIsReadWhole() {
    try (TestEdge edge = edge(ClientAddressSource.PROXY)) {
      byte[] header = Frames.hex(OF_192_0_2_7);
      RawClient page = from(edge, "127.0.0.1");
      for (byte part : header) {
        page.write(new byte[] {part});
      }
      ask(page).expectUpgraded();
      assertEquals("192.0.2.7 4711", address(edge));
      page.close();
    }
  }

  @Test
  void withTlsTheHeaderStandsBeforeIt() throws IOException {
    try (TestEdge edge = edge(ClientAddressSource.PROXY, true, perAddress(1))) {
      try (RawClient page = ask(secured(edge))) {
        page.expectUpgraded();
        var connection = edge.dialect().nextConnection();
        assertTrue(connection.handshake().secure());
        assertEquals(
            "192.0.2.7", connection.handshake().remoteAddress().getAddress().getHostAddress());
        page.write(Frames.text("here")).expectText("here");
        RawClient tooMany = proxied(edge, Frames.hex(OF_192_0_2_7));
        tooMany.drain();
        assertEquals(1, edge.count(Counter.HANDSHAKES_REFUSED_LIMIT));
      }
    }
  }

  private static RawClient secured(TestEdge edge) throws IOException {
    Socket plain = edge.tcp(0);
    plain.getOutputStream().write(Frames.hex(OF_192_0_2_7));
    return new RawClient(edge.secured(plain), Way.TLS_WHOLE, 1);
  }

  @Test
  void behindAClearProxyHeaderNothingIsSecure() {
    try (TestEdge edge = edge(ClientAddressSource.PROXY)) {
      RawClient page = ask(proxied(edge, Frames.hex(OF_192_0_2_7)));
      page.expectUpgraded();
      assertFalse(edge.dialect().nextConnection().handshake().secure());
      page.close();
    }
  }

  @Test
  void withoutTheHeaderTheConnectionEnds() {
    try (TestEdge edge = edge(ClientAddressSource.PROXY)) {
      ask(from(edge, "127.0.0.1")).drain();
      assertEquals(1, edge.count(Counter.PROXY_HEADERS_MISSING));
      assertEquals(0, edge.count(Counter.CONNECTIONS_OPENED));
    }
  }

  @Test
  void whoIsNoTrustedProxyIsNotReadAtAll() {
    try (TestEdge edge = edge(ClientAddressSource.PROXY)) {
      from(edge, "127.0.0.2").writeIfHeard(v1("PROXY TCP4 192.0.2.7 192.0.2.1 1 2")).drain();
      assertEquals(1, edge.count(Counter.PROXY_PEERS_UNTRUSTED));
      assertEquals(0, edge.count(Counter.CONNECTIONS_OPENED));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "50 52 4f 58 59 0d 0a", // no fields
        "50 52 4f 58 59 20 58 0d 0a", // a family that there is not
        V2 + "31 11 00 00", // version 3
        V2 + "21 11 ff ff", // more than is taken
        V2 + "21 11 00 00", // no addresses
        V2 + "21 12 00 0c c0 00 02 07 c0 00 02 01 12 67 00 50", // datagrams
      })
  void aMalformedHeaderEndsItsConnection(String header) {
    try (TestEdge edge = edge(ClientAddressSource.PROXY)) {
      RawClient client = proxied(edge, Frames.hex(header));
      client.writeIfHeard(RawClient.UPGRADE.getBytes(ISO_8859_1)).drain();
      assertEquals(0, edge.count(Counter.CONNECTIONS_OPENED));
    }
  }

  @Test
  void aHeaderThatDoesNotEndIsCutAtTheDeadline() {
    HandshakeLimits hasty =
        TestEdge.PATIENT
            .handshake()
            .withMaxConnections(16)
            .withMaxConnectionsPerAddress(16)
            .withMaxRefusedConnections(0)
            .withHandshakeMillis(50);
    try (TestEdge edge = edge(ClientAddressSource.PROXY, false, hasty)) {
      for (byte[] begun :
          List.of(new byte[0], new byte[] {'P'}, "PROXY TCP4 1".getBytes(ISO_8859_1))) {
        proxied(edge, begun).drain();
      }
    }
    HandshakeLimits dripping =
        TestEdge.PATIENT
            .handshake()
            .withMaxConnections(16)
            .withMaxConnectionsPerAddress(16)
            .withMaxRefusedConnections(0)
            .withHandshakeMillis(300);
    try (TestEdge edge = edge(ClientAddressSource.PROXY, false, dripping)) {
      RawClient slow = proxied(edge, "PROXY TCP4 ".getBytes(ISO_8859_1));
      Await.await(
          "it is cut, though it goes on",
          () -> {
            slow.writeIfHeard(new byte[] {'1'});
            return edge.count(Counter.HANDSHAKES_LATE) == 1;
          });
      slow.cut();
    }
  }

  @Test
  void theLimitOfAnAddressIsThatOfTheProxyHeadersClient() {
    try (TestEdge edge = edge(ClientAddressSource.PROXY, false, perAddress(1))) {
      RawClient first = ask(proxied(edge, Frames.hex(OF_192_0_2_7)));
      first.expectUpgraded();
      RawClient other = ask(proxied(edge, v1("PROXY TCP4 192.0.2.8 192.0.2.1 1 2")));
      other.expectUpgraded();
      proxied(edge, Frames.hex(OF_192_0_2_7)).drain();
      assertEquals(1, edge.count(Counter.HANDSHAKES_REFUSED_LIMIT));
      first.close();
      Await.await("it has left", () -> edge.edge().connections() == 1);
      RawClient next = ask(proxied(edge, Frames.hex(OF_192_0_2_7)));
      next.expectUpgraded();
      next.close();
      other.close();
    }
  }

  @Test
  void loadBalancersAreAnsweredAtTheRootWithoutAHost() {
    try (TestEdge edge = new TestEdge(false, TestEdge.PATIENT)) {
      for (String method : List.of("GET", "HEAD", "OPTIONS")) {
        RawClient check = from(edge, "127.0.0.1");
        check.write((method + " / HTTP/1.0\r\n\r\n").getBytes(ISO_8859_1));
        String head = check.head();
        assertTrue(head.startsWith("HTTP/1.1 200 "), head);
        assertTrue(head.contains("Content-Type: text/plain"), head);
        assertEquals(method.equals("HEAD") ? "" : "ok\n", check.rest());
      }
      RawClient post = from(edge, "127.0.0.1");
      post.write("POST / HTTP/1.0\r\n\r\n".getBytes(ISO_8859_1));
      assertTrue(post.head().startsWith("HTTP/1.1 404 "));
      post.rest();
    }
  }
}
