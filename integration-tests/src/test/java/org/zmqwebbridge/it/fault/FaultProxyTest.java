package org.zmqwebbridge.it.fault;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.kit.Await;

/** Each fault is what its name says, while bytes flow. */
final class FaultProxyTest {
  private static final byte[] HELLO = "hello".getBytes(US_ASCII);
  private static final int SOON_MILLIS = 100;

  private ServerSocket service;
  private FaultProxy proxy;
  private Socket client;
  private Socket server;

  @BeforeEach
  void open() throws IOException {
    service = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    service.setSoTimeout(Await.DEADLINE_MILLIS);
    proxy = FaultProxy.before(service.getLocalPort(), 1);
    connect();
  }

  private void connect() throws IOException {
    client = dial();
    server = service.accept();
    server.setSoTimeout(Await.DEADLINE_MILLIS);
  }

  private Socket dial() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(Await.DEADLINE_MILLIS);
    return socket;
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    server.close();
    proxy.close();
    service.close();
  }

  private static void passes(Socket from, Socket to, byte[] bytes) throws IOException {
    from.getOutputStream().write(bytes);
    assertArrayEquals(bytes, to.getInputStream().readNBytes(bytes.length));
  }

  private static byte[] random(int bytes) {
    byte[] content = new byte[bytes];
    new Random(bytes).nextBytes(content);
    return content;
  }

  private static void expectNothing(Socket at) throws IOException {
    at.setSoTimeout(SOON_MILLIS);
    assertThrows(SocketTimeoutException.class, () -> at.getInputStream().read());
    at.setSoTimeout(Await.DEADLINE_MILLIS);
  }

  /** A write of this many bytes on a thread of its own, since it may have to wait. */
  private static CompletableFuture<Void> writing(Socket to, byte[] bytes) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            to.getOutputStream().write(bytes);
          } catch (IOException broken) {
            // as it is told to
          }
        });
  }

  @Test
  void withoutFaultsItPassesEverythingBothWaysAndBothEnds() throws IOException {
    byte[] big = random(3 << 20);
    CompletableFuture<Void> written = writing(client, big);
    assertArrayEquals(big, server.getInputStream().readNBytes(big.length));
    written.join();
    passes(server, client, HELLO);
    client.shutdownOutput();
    assertEquals(-1, server.getInputStream().read());
    passes(server, client, HELLO);
    server.close();
    assertEquals(-1, client.getInputStream().read());
    Await.await("the end of the connection", () -> proxy.open() == 0);
  }

  @Test
  void delayedBytesComeLaterAndInOrder() throws IOException {
    proxy.set(Direction.TO_SERVER, Conditions.CLEAR.delay(150, 50));
    long sent = System.nanoTime();
    client.getOutputStream().write(1);
    client.getOutputStream().write(2);
    assertEquals(1, server.getInputStream().read());
    assertEquals(2, server.getInputStream().read());
    assertTrue(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sent) >= 150);
    passes(server, client, HELLO);
  }

  @Test
  void aCutIsTheEndOfTheStreamForBothSidesAndNewConnectionsPass() throws IOException {
    passes(client, server, HELLO);
    proxy.cut();
    assertEquals(-1, client.getInputStream().read());
    assertEquals(-1, server.getInputStream().read());
    connect();
    passes(client, server, HELLO);
    assertEquals(2, proxy.accepted());
  }

  @Test
  void aResetIsAResetForBothSides() throws IOException {
    passes(client, server, HELLO);
    proxy.reset();
    assertThrows(SocketException.class, () -> client.getInputStream().read());
    assertThrows(SocketException.class, () -> server.getInputStream().read());
  }

  @Test
  void whatIsMutedComesWhenItIsNoLonger() throws IOException {
    proxy.set(Direction.TO_SERVER, Conditions.CLEAR.mute());
    client.getOutputStream().write(HELLO);
    expectNothing(server);
    passes(server, client, HELLO); // the other direction speaks
    proxy.clear();
    assertArrayEquals(HELLO, server.getInputStream().readNBytes(HELLO.length));
  }

  @Test
  void aNewConnectionThroughAMuteProxyIsTakenAndHearsNothing() throws IOException {
    proxy.set(Conditions.CLEAR.mute());
    client = dial();
    server = service.accept();
    client.getOutputStream().write(HELLO);
    expectNothing(server);
  }

  @Test
  void whoIsRefusedCannotConnectUntilItAcceptsAgainAtTheSamePort() throws IOException {
    proxy.refuse();
    assertThrows(ConnectException.class, this::dial);
    passes(client, server, HELLO); // what is connected stays
    proxy.accept();
    connect();
    passes(client, server, HELLO);
  }

  @Test
  void whoIsHungUpOnConnectsAndSeesTheEndAtOnce() throws IOException {
    proxy.hangUp();
    try (Socket socket = dial()) {
      assertEquals(-1, socket.getInputStream().read());
    }
    assertEquals(2, proxy.accepted());
    proxy.accept();
    connect();
    passes(client, server, HELLO);
  }

  @Test
  void theSameSeedFlipsTheSameBitsWhateverThePieces() throws IOException {
    byte[] sent = random(100_000);
    proxy.set(Direction.TO_SERVER, Conditions.CLEAR.corrupt(1_000));
    CompletableFuture<Void> written = writing(client, sent);
    byte[] first = server.getInputStream().readNBytes(sent.length);
    written.join();
    int flipped = 0;
    for (int i = 0; i < sent.length; i++) {
      flipped += Integer.bitCount((sent[i] ^ first[i]) & 0xff);
    }
    assertTrue(flipped > 50 && flipped < 200, flipped + " bits");
    try (FaultProxy twin = FaultProxy.before(service.getLocalPort(), 1);
        Socket other = new Socket(InetAddress.getLoopbackAddress(), twin.port());
        Socket accepted = service.accept()) {
      twin.set(Direction.TO_SERVER, Conditions.CLEAR.corrupt(1_000).slice(777));
      CompletableFuture<Void> again = writing(other, sent);
      assertArrayEquals(first, accepted.getInputStream().readNBytes(sent.length));
      again.join();
    }
  }

  @Test
  void flippedBodiesLeaveTheHeadsOfFramesAsTheyAre() throws IOException {
    ByteBuffer sent = ByteBuffer.allocate(64 + 2_000 * 3 + 9 + 300);
    sent.position(64); // a greeting
    for (int i = 0; i < 2_000; i++) {
      sent.put((byte) 1).put((byte) 1).put((byte) 'x');
    }
    sent.put((byte) 2).putLong(300);
    proxy.set(Direction.TO_SERVER, Conditions.CLEAR.corruptBodies(1).slice(100));
    CompletableFuture<Void> written = writing(client, sent.array());
    byte[] come = server.getInputStream().readNBytes(sent.capacity());
    written.join();
    int flipped = 0;
    for (int i = 0; i < 2_000; i++) {
      assertEquals(1, come[64 + 3 * i], "flags of frame " + i);
      assertEquals(1, come[65 + 3 * i], "length of frame " + i);
      flipped += come[66 + 3 * i] == 'x' ? 0 : 1;
    }
    assertTrue(flipped > 500, flipped + " bodies");
    assertArrayEquals(
        Arrays.copyOfRange(sent.array(), 6_064, 6_073), Arrays.copyOfRange(come, 6_064, 6_073));
  }

  @Test
  void oneBitAtAPositionIsFlippedOnEachConnection() throws IOException {
    proxy.set(Direction.TO_SERVER, Conditions.CLEAR.corruptAt(2));
    for (int i = 0; i < 2; i++) {
      client.getOutputStream().write(HELLO);
      byte[] come = server.getInputStream().readNBytes(HELLO.length);
      assertNotEquals(HELLO[2], come[2]);
      come[2] = HELLO[2];
      assertArrayEquals(HELLO, come);
      connect();
    }
  }

  @Test
  void slicedBytesComeInPieces() throws IOException {
    proxy.set(Direction.TO_SERVER, Conditions.CLEAR.slice(1).throttle(100));
    client.getOutputStream().write(HELLO);
    InputStream in = server.getInputStream();
    assertEquals('h', in.read());
    assertEquals(0, in.available());
    assertArrayEquals("ello".getBytes(US_ASCII), in.readNBytes(4));
  }

  @Test
  void throttledBytesTakeTheirTime() throws IOException {
    proxy.set(Direction.TO_SERVER, Conditions.CLEAR.throttle(100_000));
    long begin = System.nanoTime();
    passes(client, server, random(20_000));
    assertTrue(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin) >= 180);
  }

  @Test
  void aHalfClosedStreamEndsForItsReceiverOnly() throws IOException {
    proxy.halfClose(Direction.TO_CLIENT);
    assertEquals(-1, client.getInputStream().read());
    passes(client, server, HELLO);
  }

  @Test
  void aConnectionEndsBehindSoManyOfItsBytes() throws IOException {
    proxy.set(Direction.TO_SERVER, Conditions.CLEAR.endAt(3, Conditions.End.How.CUT));
    client.getOutputStream().write(HELLO);
    assertArrayEquals("hel".getBytes(US_ASCII), server.getInputStream().readAllBytes());
    assertEquals(-1, client.getInputStream().read());
    proxy.set(Direction.TO_SERVER, Conditions.CLEAR.endAt(3, Conditions.End.How.RESET));
    connect();
    client.getOutputStream().write(HELLO);
    assertThrows(SocketException.class, () -> client.getInputStream().read());
    proxy.set(Direction.TO_SERVER, Conditions.CLEAR.endAt(3, Conditions.End.How.MUTE));
    connect();
    client.getOutputStream().write(HELLO);
    assertArrayEquals("hel".getBytes(US_ASCII), server.getInputStream().readNBytes(3));
    expectNothing(server);
    proxy.clear();
    assertArrayEquals("lo".getBytes(US_ASCII), server.getInputStream().readNBytes(2));
  }

  @Test
  void aConnectionEndsAsItsServiceDoes() throws IOException {
    server.setSoLinger(true, 0);
    server.close();
    assertThrows(SocketException.class, () -> client.getInputStream().read());
    service.close();
    try (Socket socket = dial()) {
      assertThrows(SocketException.class, () -> socket.getInputStream().read());
    }
  }
}
