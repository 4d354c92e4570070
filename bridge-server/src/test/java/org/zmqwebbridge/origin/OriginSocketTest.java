package org.zmqwebbridge.origin;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.edge.CloseStatus;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.HeardSocket;
import org.zmqwebbridge.kit.RawOrigin;

/** WebSockets to a back end that says literal bytes. */
class OriginSocketTest {
  private static final int MAX = 1_000;

  private final Origins origins = new Origins(OriginLimits.DEFAULTS);
  private final HeardSocket heard = new HeardSocket();

  @BeforeEach
  void start() {
    origins.start();
  }

  @AfterEach
  void stop() {
    origins.close();
  }

  private OriginSocket open(RawOrigin origin, HeaderField... headers) {
    OriginSocket socket = socket(origin.port(), headers);
    socket.begin();
    return socket;
  }

  private OriginSocket socket(int port, HeaderField... headers) {
    return origins.open(
        OriginRequest.of(
            new OriginAddress("127.0.0.1", port, null),
            "GET",
            "//a/b?x=1|2?",
            List.of(headers),
            new byte[0]),
        MAX,
        heard);
  }

  private static String accept(String head) {
    String mark = "\r\nSec-WebSocket-Key: ";
    int begin = head.indexOf(mark) + mark.length();
    String key = head.substring(begin, head.indexOf("\r\n", begin));
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-1")
              .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(US_ASCII));
      return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade"
          + "\r\nSec-WebSocket-Accept: "
          + Base64.getEncoder().encodeToString(hash)
          + "\r\n";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads one masked frame, which is shorter than 126 bytes. */
  private static String frame(RawOrigin.Line line) throws IOException {
    byte[] head = line.read(6);
    byte[] bytes = line.read(head[1] & 0x7f);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] ^= head[2 + i % 4];
    }
    return String.format("%02x ", head[0]) + new String(bytes, US_ASCII);
  }

  @Test
  void theHandshakeHasTheHeadersThatAreGivenAndTellsWhatWasAnswered() throws Exception {
    try (RawOrigin origin =
        RawOrigin.playing(
            line -> {
              line.write(
                  accept(line.head())
                      + "Sec-WebSocket-Protocol: chat"
                      + "\r\nSec-WebSocket-Extensions: grip; message-prefix=\"\"\r\n\r\n");
              line.awaitEnd();
            })) {
      OriginSocket socket =
          open(
              origin,
              new HeaderField("Host", "example.com"),
              new HeaderField("Sec-WebSocket-Protocol", "chat, other"),
              new HeaderField("Sec-WebSocket-Extensions", "grip"),
              new HeaderField("X-One", "1"),
              new HeaderField("X-One", "2"));
      assertEquals(
          "open Sec-WebSocket-Protocol=chat Sec-WebSocket-Extensions=grip; message-prefix=\"\"",
          heard.next());
      String head = origin.heads();
      assertTrue(head.startsWith("GET //a/b?x=1|2? HTTP/1.1\r\nHost: example.com\r\n"), head);
      assertTrue(head.contains("\r\nSec-WebSocket-Protocol: chat, other\r\n"), head);
      assertTrue(head.contains("\r\nSec-WebSocket-Extensions: grip\r\n"), head);
      assertTrue(head.contains("\r\nX-One: 1\r\nX-One: 2\r\n"), head);
      assertTrue(head.contains("\r\nSec-WebSocket-Version: 13\r\n"), head);
      assertFalse(head.contains("no-cache"), head);
      socket.abort();
      assertEquals("failed ABORTED it was not wanted any more", heard.next());
    }
  }

  @Test
  void messagesPingsPongsAndClosesGoBothWays() throws Exception {
    AtomicInteger taken = new AtomicInteger();
    try (RawOrigin origin =
        RawOrigin.playing(
            line -> {
              line.write(accept(line.head()) + "\r\n");
              line.write("\u0081\u0002hi\u0002\u0001a\u0080\u0001b\u0089\u0001p\u008a\u0001q");
              line.write("\u0081\u0005" + frame(line));
              line.write("\u0081\u0005" + frame(line));
              line.write("\u0081\u0005" + frame(line));
              line.write("\u0081\u0005" + frame(line));
              line.write("\u0088\u0005\u000f\u00a1bye");
              assertEquals("88 \u000f\ufffdbye", frame(line));
            })) {
      OriginSocket socket = open(origin);
      assertEquals("open", heard.next());
      for (String expected : List.of("text hi", "binary ab", "ping p", "pong q")) {
        assertTrue(heard.hasNone(), "nothing comes that was not asked for");
        socket.more();
        assertEquals(expected, heard.next());
      }
      byte[] same = {'o', 'k'};
      socket.send(true, same, taken::incrementAndGet);
      socket.send(false, same, taken::incrementAndGet);
      socket.ping(same, taken::incrementAndGet);
      socket.pong(same, taken::incrementAndGet);
      for (String expected : List.of("81 ok", "82 ok", "89 ok", "8a ok")) {
        socket.more();
        assertEquals("text " + expected, heard.next());
      }
      Await.await("all to be taken", () -> taken.get() == 4);
      socket.more();
      assertEquals("closed 4001 bye", heard.next());
    }
  }

  @Test
  void ourCloseIsAnsweredByTheirs() throws Exception {
    try (RawOrigin origin =
        RawOrigin.playing(
            line -> {
              line.write(accept(line.head()) + "\r\n");
              assertEquals("88 \u000f\ufffdx", frame(line));
              line.write("\u0088\u0002\u000f\u00a2");
              line.awaitEnd();
            })) {
      OriginSocket socket = open(origin);
      assertEquals("open", heard.next());
      socket.more();
      socket.close(new CloseStatus(4001, "x"));
      assertEquals("closed 4002 ", heard.next());
    }
  }

  @Test
  void aCloseWithoutACodeIsTold() throws Exception {
    try (RawOrigin origin =
        RawOrigin.playing(
            line -> {
              line.write(accept(line.head()) + "\r\n\u0088\u0000");
              line.awaitEnd();
            })) {
      OriginSocket socket = open(origin);
      assertEquals("open", heard.next());
      socket.more();
      assertEquals("closed 1005 ", heard.next());
    }
  }

  @Test
  void aRefusalIsToldWithItsBody() throws Exception {
    try (RawOrigin origin =
        RawOrigin.saying("HTTP/1.1 403 No Way\r\nContent-Length: 5\r\n\r\nsorry")) {
      open(origin);
      assertEquals("refused 403 No Way sorry", heard.next());
    }
  }

  @Test
  void aWrongAcceptIsNoWebSocket() throws Exception {
    try (RawOrigin origin =
        RawOrigin.saying(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade"
                + "\r\nSec-WebSocket-Accept: AAAAAAAAAAAAAAAAAAAAAAAAAAA=\r\n\r\n")) {
      open(origin);
      assertEquals(
          "failed BROKEN its answer broke off: its Sec-WebSocket-Accept is not that of this"
              + " request",
          heard.next());
    }
  }

  @Test
  void aRefusalThatIsTooLongIsBroken() throws Exception {
    try (RawOrigin origin =
        RawOrigin.saying("HTTP/1.1 403 No\r\nContent-Length: 2000" + "\r\n\r\nx".repeat(2_000))) {
      open(origin);
      assertTrue(heard.next().startsWith("failed BROKEN "));
    }
  }

  @Test
  void whoIsNotThereIsUnreachable() throws Exception {
    try (Socket held = new Socket()) { // nobody else listens there meanwhile
      held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      socket(held.getLocalPort()).begin();
      assertTrue(heard.next().startsWith("failed UNREACHABLE "));
    }
  }

  @Test
  void messagesThatAreTooLongOrNoTextEndIt() throws Exception {
    for (String wrong :
        List.of(
            "\u0002~\u0003\u00e8" + "x".repeat(1_000) + "\u0080\u0001y", "\u0081\u0001\u00ff")) {
      CountDownLatch closed = new CountDownLatch(1);
      try (RawOrigin origin =
          RawOrigin.playing(
              line -> {
                line.write(accept(line.head()) + "\r\n" + wrong);
                String said = frame(line);
                if (said.startsWith("88 \u0003")) {
                  closed.countDown();
                }
              })) {
        OriginSocket socket = open(origin);
        assertEquals("open", heard.next());
        socket.more();
        assertTrue(heard.next().startsWith("failed BROKEN "));
        assertTrue(closed.await(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS));
      }
    }
  }

  @Test
  void anEndWithoutACloseIsAFailure() throws Exception {
    try (RawOrigin origin = RawOrigin.playing(line -> line.write(accept(line.head()) + "\r\n"))) {
      OriginSocket socket = open(origin);
      assertEquals("open", heard.next());
      socket.more();
      assertTrue(heard.next().startsWith("failed BROKEN "));
    }
  }
}
