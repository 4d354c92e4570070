package org.zmqwebbridge.edge.jetty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.edge.WireRequest;
import org.zmqwebbridge.edge.proxy.ClientAddressSource;
import org.zmqwebbridge.edge.proxy.IpNetwork;
import org.zmqwebbridge.edge.proxy.TrustedProxies;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;

/** Many clients of a back end that answers with bytes of its own, and clients behind a proxy. */
class WireClientsTest {
  private static final int MANY = 2000;
  private static final int MANY_BY_TLS = 200;

  private final BackEnd backEnd = new BackEnd();

  private static byte[] get(String path, String headers) {
    return ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n")
        .getBytes(ISO_8859_1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void oneAnswerGoesToAll(boolean tls) throws Exception {
    try (TestEdge edge = new TestEdge(tls, TestEdge.PATIENT, backEnd)) {
      List<RawClient> clients = new ArrayList<>();
      List<BackEnd.Wire> wires = new ArrayList<>();
      for (int i = 0; i < (tls ? MANY_BY_TLS : MANY); i++) {
        RawClient client = new RawClient(edge.connect(0), tls ? Way.TLS_WHOLE : Way.CLEAR_WHOLE, 1);
        client.write(get("/w/" + i, ""));
        clients.add(client);
        BackEnd.Wire wire = backEnd.next();
        wire.request("/w/" + i);
        wires.add(wire);
      }
      assertEquals(clients.size(), edge.edge().openWires());
      byte[] shared = "HTTP/1.1 200 Fine\r\nContent-Length: 5\r\n\r\nshare".getBytes(ISO_8859_1);
      for (BackEnd.Wire wire : wires) {
        wire.connection().send(shared);
        wire.connection().answered();
      }
      for (RawClient client : clients) {
        assertTrue(client.head().startsWith("HTTP/1.1 200 Fine\r\n"));
        assertEquals("share", client.text(5));
      }
      clients.forEach(RawClient::cut);
      for (BackEnd.Wire wire : wires) {
        assertEquals("gone", wire.hear());
      }
      Await.await("no connection left", () -> edge.edge().openWires() == 0);
    }
  }

  @Test
  void eachRequestOfAProxysConnectionIsItsClients() throws Exception {
    TrustedProxies proxies =
        new TrustedProxies(
            ClientAddressSource.X_FORWARDED_FOR, List.of(IpNetwork.parse("127.0.0.1")));
    try (TestEdge edge = new TestEdge(false, TestEdge.PATIENT, backEnd, proxies)) {
      RawClient proxy = new RawClient(edge.connect(0), Way.CLEAR_WHOLE, 1);
      BackEnd.Wire wire = null;
      for (String client : List.of("192.0.2.1", "192.0.2.2")) {
        proxy.write(get("/w/x", "X-Forwarded-For: " + client + "\r\n"));
        wire = wire == null ? backEnd.next() : wire;
        WireRequest request = wire.request("/w/x");
        assertEquals(client, request.head().remoteAddress().getAddress().getHostAddress());
        wire.answer("x");
        proxy.head();
        proxy.skip(1);
      }
      proxy.cut();
      assertEquals("gone", wire.hear());
    }
  }

  @Test
  void aClientThatHasTooMuchIsRefusedOnAKeptConnectionToo() throws Exception {
    TrustedProxies proxies =
        new TrustedProxies(
            ClientAddressSource.X_FORWARDED_FOR, List.of(IpNetwork.parse("127.0.0.1")));
    try (TestEdge edge =
        new TestEdge(
            false,
            TestEdge.limits(TestEdge.PATIENT.handshake().withMaxConnectionsPerAddress(1)),
            backEnd,
            proxies)) {
      RawClient first = new RawClient(edge.connect(0), Way.CLEAR_WHOLE, 1);
      first.write(get("/w/x", "X-Forwarded-For: 192.0.2.1\r\n"));
      BackEnd.Wire one = backEnd.next();
      one.request("/w/x");
      RawClient second = new RawClient(edge.connect(0), Way.CLEAR_WHOLE, 1);
      second.write(get("/w/x", "X-Forwarded-For: 192.0.2.2\r\n"));
      BackEnd.Wire other = backEnd.next();
      other.request("/w/x");
      assertNotEquals(one.connection().id(), other.connection().id());
      other.answer("x");
      second.head();
      second.skip(1);
      second.write(get("/w/x", "X-Forwarded-For: 192.0.2.1\r\n"));
      assertTrue(second.head().startsWith("HTTP/1.1 429 "));
      assertEquals("gone", other.hear());
      assertEquals(1, edge.count(Counter.HANDSHAKES_REFUSED_LIMIT));
      second.drain();
      first.cut();
      assertEquals("gone", one.hear());
    }
  }
}
