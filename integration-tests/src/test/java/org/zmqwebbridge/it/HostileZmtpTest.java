package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.auth.SocketType;

/** Whoever reaches an address that the bridge binds cannot stop it, whatever he sends there. */
final class HostileZmtpTest {
  /** As a long they are negative; as an int, some are two gigabytes. */
  @ParameterizedTest
  @ValueSource(
      longs = {
        -1L,
        Long.MIN_VALUE,
        0xffff_ffff_8000_0000L,
        0xffff_ffff_7fff_ffffL,
        0x8000_0000_0040_0000L,
        Long.MAX_VALUE,
        Integer.MAX_VALUE
      })
  void aFrameOfImpossibleLengthStopsNobody(long length) throws IOException {
    String address = FreePort.address();
    try (TestBridge bridge = TestBridge.start(b -> b.endpoint("page", SocketType.REP, address));
        RawPage page = bridge.page()) {
      page.connected("p", "page", Json.REP);
      hit(address, Zmtp.join(Zmtp.greeting("NULL"), Zmtp.header(Zmtp.COMMAND, length)));
      hit(address, Zmtp.join(Zmtp.handshake("DEALER"), Zmtp.header(0, length)));
      try (Asker asker = Asker.req(address)) {
        asker.ask("question", "p");
        ServicesTest.answer(page, "p", "answer");
        assertEquals(List.of("answer"), asker.answer());
      }
    }
  }

  /** Sends, and reads until the bridge has hung up or said something. */
  private static void hit(String address, byte[] bytes) throws IOException {
    URI uri = URI.create(address);
    try (Socket socket = new Socket(InetAddress.getByName(uri.getHost()), uri.getPort())) {
      socket.setSoTimeout(Await.DEADLINE_MILLIS);
      socket.getOutputStream().write(bytes);
      socket.getInputStream().read();
    } catch (SocketException gone) {
      // it hung up before it had read all
    }
  }
}
