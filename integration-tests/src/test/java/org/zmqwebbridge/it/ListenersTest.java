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
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.Certificate;

/** Several places where clients come in, each with what is there. */
final class ListenersTest {
  private static final String UPGRADE =
      String.join(
          "\r\n",
          "Upgrade: websocket",
          "Connection: Upgrade",
          "Sec-WebSocket-Version: 13",
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
          "");
  private static final String ZWS = UPGRADE + "Sec-WebSocket-Protocol: ZWS2.0\r\n";

  private static int ask(Socket socket, String line, String headers) throws IOException {
    try (socket) {
      socket.setSoTimeout(Await.DEADLINE_MILLIS);
      socket
          .getOutputStream()
          .write(
              (line + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n").getBytes(ISO_8859_1));
      String status =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1)).readLine();
      return Integer.parseInt(status.split(" ", -1)[1]);
    }
  }

  private static Socket clear(int port) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), port);
  }

  private static List<Integer> ofAll(int port) throws IOException {
    return List.of(
        ask(clear(port), "GET /data", UPGRADE),
        ask(clear(port), "GET /zws/echo", ZWS),
        ask(clear(port), "POST /req/echo", "Content-Length: 1\r\n\r\nx"),
        ask(clear(port), "GET /zmq.js", ""),
        ask(clear(port), "GET /", ""));
  }

  @Test
  void eachServesItsPartAndNothingElse() throws IOException {
    try (BackEnd echo = BackEnd.echo();
        TestBridge bridge =
            TestBridge.configured(
                "endpoints.echo={type: REQ, address: \"" + echo.address() + "\"}",
                "serves=[websocket, pages]",
                "listeners.inside={listen: \"127.0.0.1:0\", serves: [zws, http]}",
                "listeners.all={listen: \"127.0.0.1:0\"}")) {
      assertEquals(List.of(101, 404, 404, 200, 200), ofAll(bridge.port()));
      assertEquals(List.of(404, 101, 200, 404, 200), ofAll(bridge.bridge().port("inside")));
      assertEquals(List.of(101, 101, 200, 200, 200), ofAll(bridge.bridge().port("all")));
      assertThrows(IllegalArgumentException.class, () -> bridge.bridge().port("none"));
    }
  }

  @Test
  void oneMaySpeakTlsAndAnotherNot() throws IOException {
    Certificate certificate = Certificate.shared();
    try (TestBridge bridge =
        TestBridge.configured(
            "tls.certificate=" + certificate.pem(),
            "tls.key=" + certificate.key(),
            "listeners.inside.listen=127.0.0.1:0",
            "listeners.secret={listen: \"127.0.0.1:0\", tls: true}")) {
      int secret = bridge.bridge().port("secret");
      assertEquals(200, ask(clear(bridge.bridge().port("inside")), "GET /", ""));
      for (int port : List.of(bridge.port(), secret)) {
        Socket tls = certificate.client().createSocket(clear(port), "localhost", port, true);
        assertEquals(200, ask(tls, "GET /", ""));
      }
    }
  }

  @Test
  void whatIsWrongIsSaidWithItsPlace() {
    for (List<String> wrong :
        List.of(
            List.of("listeners.a.listen=nowhere", "listeners.a.listen"),
            List.of("listeners.a={serves: [http]}", "listeners.a"),
            List.of("listeners.a={listen: 8001, serves: []}", "listeners.a.serves"),
            List.of("serves=[websockets]", "serves"),
            List.of("listeners.a={listen: 8001, tls: true}", "listeners.a.tls"))) {
      RuntimeException said =
          assertThrows(RuntimeException.class, () -> TestBridge.configured(wrong.get(0)).close());
      assertTrue(said.getMessage().contains(wrong.get(1)), said.getMessage());
    }
  }
}
