package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;

/**
 * Two hundred clients that never finish their handshake: all are cut at the deadline, and a client
 * that does is answered in between. Prints how long that took.
 */
final class SlowHandshakesTest {
  private static final int EACH = 100;
  private static final int DRIP_MILLIS = 20;

  /** What a client sends, piece by piece; or, where it has no more pieces, sends no more. */
  private static final class Slow {
    private final SocketChannel channel;
    private final List<byte[]> pieces;
    private final long began;
    private int next;
    private boolean cut;
    private long millisUntilCut;

    Slow(int port, List<byte[]> pieces) throws IOException {
      this.channel =
          SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      began = System.nanoTime();
      channel.configureBlocking(false);
      this.pieces = pieces;
    }

    /** Sends the next piece; notices that it was cut. */
    void drip() {
      try {
        if (next < pieces.size()) {
          channel.write(ByteBuffer.wrap(pieces.get(next++)));
        }
        cut = channel.read(ByteBuffer.allocate(1)) < 0;
      } catch (IOException ended) {
        cut = true;
      }
      millisUntilCut = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    }
  }

  private static List<byte[]> byteByByte(byte[] bytes) {
    List<byte[]> pieces = new ArrayList<>();
    for (byte one : bytes) {
      pieces.add(new byte[] {one});
    }
    return pieces;
  }

  private static List<byte[]> headerAfterHeader() {
    List<byte[]> pieces = new ArrayList<>();
    pieces.add("GET /data HTTP/1.1\r\nHost: localhost\r\n".getBytes(ISO_8859_1));
    for (int i = 0; i < 500; i++) {
      pieces.add(("A" + i + ": b\r\n").getBytes(ISO_8859_1));
    }
    return pieces;
  }

  /** A record of TLS that begins a ClientHello of 512 bytes, of which so many come. */
  private static byte[] clientHello(int bytes) {
    ByteArrayOutputStream hello = new ByteArrayOutputStream();
    hello.writeBytes(
        new byte[] {0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, (byte) 0xfc, 3, 3});
    while (hello.size() < bytes) {
      hello.write(hello.size());
    }
    return hello.toByteArray();
  }

  private static List<Slow> begin(Wire wire, int port) throws IOException {
    byte[] longRequest = ("GET /data HTTP/1.1\r\nX: " + "x".repeat(7000)).getBytes(ISO_8859_1);
    List<Slow> clients = new ArrayList<>();
    for (int i = 0; i < EACH; i++) {
      boolean clear = wire == Wire.CLEAR;
      clients.add(new Slow(port, byteByByte(clear ? longRequest : clientHello(500))));
      clients.add(new Slow(port, clear ? headerAfterHeader() : List.of(clientHello(100))));
    }
    return clients;
  }

  @ParameterizedTest
  @EnumSource
  void allAreCutAndANormalClientIsAnsweredInBetween(Wire wire) throws Exception {
    try (BackEnd echo = BackEnd.echo();
        TestBridge bridge =
            TestBridge.start(
                wire,
                b ->
                    b.endpoint("echo", SocketType.REQ, echo.address())
                        .limits(Limits.edge("handshakeMillis", 2_000L)))) {
      roundTrip(bridge); // what is loaded by the first is not the slow ones' doing
      List<Slow> clients = begin(wire, bridge.port());
      Thread dripping = new Thread(() -> dripUntilAllAreCut(clients));
      dripping.start();
      List<Long> micros = new ArrayList<>();
      while (dripping.isAlive()) {
        long start = System.nanoTime();
        roundTrip(bridge);
        micros.add(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start));
      }
      for (Slow client : clients) {
        assertTrue(client.cut);
        client.channel.close();
      }
      assertEquals(2 * EACH, bridge.count(Counter.HANDSHAKES_LATE));
      micros.sort(null);
      System.out.printf(
          "%s: %d slow handshakes, each cut %d ms after its connect or earlier; meanwhile %d normal clients, from connect to"
              + " close: p50 %.1f ms, p99 %.1f ms%n",
          wire,
          clients.size(),
          clients.stream().mapToLong(client -> client.millisUntilCut).max().orElseThrow(),
          micros.size(),
          micros.get(micros.size() / 2) / 1000.0,
          micros.get(micros.size() * 99 / 100) / 1000.0);
    }
  }

  private static void roundTrip(TestBridge bridge) {
    RawPage page = bridge.page();
    page.connected("a", "echo", Json.REQ);
    page.send("a", "x").expect("a", "x");
    page.close();
  }

  private static void dripUntilAllAreCut(List<Slow> clients) {
    Await.await(
        "all to be cut",
        () -> {
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(DRIP_MILLIS));
          clients.stream().filter(client -> !client.cut).forEach(Slow::drip);
          return clients.stream().allMatch(client -> client.cut);
        });
  }
}
