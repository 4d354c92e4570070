package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.Bridge;
import org.zmqwebbridge.BridgeBuilder;
import org.zmqwebbridge.ReloadReport;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.kit.Certificate;
import org.zmqwebbridge.observe.Counter;

/**
 * The certificate is renewed, and the rest of the configuration with it, while many pages ask: they
 * keep their connections and have all their replies, and who comes next sees the new one.
 *
 * <p>{@code -Drenewal.pages=1000} has as many do so, and {@code -Drenewal.rounds} as often.
 */
final class RenewalTest {
  private static final int PAGES = Integer.getInteger("renewal.pages", 150);
  private static final int ROUNDS = Integer.getInteger("renewal.rounds", 12);
  private static final int ROUNDS_PER_RENEWAL = 4;

  /** Pages read when it is their turn, and answer no ping before. */
  private static final long PATIENT_MILLIS = 600_000;

  private final Certificate files = Certificate.another();

  @Test
  void noConnectionAndNoRequestIsLost() {
    try (BackEnd echo = BackEnd.echo();
        TestBridge bridge = TestBridge.start(b -> settings(b, echo))) {
      List<RawPage> pages = new ArrayList<>();
      for (int i = 0; i < PAGES; i++) {
        pages.add(open(bridge.port(), files));
        pages.get(i).connected("a", "echo", Json.REQ);
      }
      for (int round = 0; round < ROUNDS; round++) {
        String content = "round " + round;
        pages.forEach(page -> page.send("a", content));
        if (round % ROUNDS_PER_RENEWAL == 1) {
          renew(bridge, echo, round);
        }
        pages.forEach(page -> page.expect("a", content));
      }
      assertEquals((long) PAGES * ROUNDS, bridge.count(Counter.REPLIES));
      assertEquals(0, bridge.count(Counter.RELOADS_CLOSED));
      pages.forEach(RawPage::close);
    }
  }

  private BridgeBuilder settings(BridgeBuilder builder, BackEnd echo) {
    return builder
        .tls(files.pem(), files.key())
        .limits(Limits.edge("maxConnectionsPerAddress", 0, "pingMillis", PATIENT_MILLIS))
        .endpoint("echo", SocketType.REQ, echo.address());
  }

  private void renew(TestBridge bridge, BackEnd echo, int round) {
    Certificate next = Certificate.another();
    files.replaceBy(next);
    ReloadReport report =
        bridge
            .bridge()
            .reload(
                settings(Bridge.builder().listen("127.0.0.1:0").drainMillis(0), echo)
                    .origin("https://round" + round + ".example")
                    .endpoint("more" + round, SocketType.SUB, FreePort.address()));
    assertTrue(report.isDone(), report.toString());
    assertTrue(report.toString().contains("tls (valid until"), report.toString());
    assertTrue(report.toString().contains("endpoints.more" + round + " (added)"));
    open(bridge.port(), next).close();
    assertThrows(UncheckedIOException.class, () -> open(bridge.port(), files));
  }

  /** A page that trusts this certificate and no other. */
  private static RawPage open(int port, Certificate trusted) {
    try {
      Socket tcp = Wire.tcp(port, 0);
      SSLSocket socket = (SSLSocket) trusted.client().createSocket(tcp, "localhost", 0, true);
      socket.startHandshake();
      socket.getOutputStream().write(Upgrade.to(Wire.TLS, port).text().getBytes(ISO_8859_1));
      return RawPage.over(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
