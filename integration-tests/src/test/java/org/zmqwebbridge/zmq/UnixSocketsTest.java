package org.zmqwebbridge.zmq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.it.PythonPeer;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;

/** {@code ipc:///path} is what libzmq calls so, at either end. */
class UnixSocketsTest {
  private Path folder; // a short one: a path has 107 characters at most

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createTempDirectory("zwb");
  }

  @AfterEach
  void nothingIsLeftBehind() throws IOException {
    Files.deleteIfExists(folder.resolve("socket"));
    Files.delete(folder);
  }

  private String address() {
    return "ipc://" + folder.resolve("socket");
  }

  private PythonPeer peer(String type, String... more) {
    List<String> arguments = new java.util.ArrayList<>(List.of(type));
    arguments.addAll(List.of(more));
    return PythonPeer.start("typed", arguments.toArray(String[]::new));
  }

  @Test
  void aServiceIsAskedByOne() throws Exception {
    try (PythonPeer service = peer("DEALER", "bind", address());
        OurSocket ours = OurSocket.connect(ZmqType.DEALER, address())) {
      service.expect("bound");
      ours.send("ask", "");
      service.expectFrames("ask", "");
      service.send("answer");
      assertEquals("answer", new String(ours.message().get(0), UTF_8));
      service.kill();
      try (PythonPeer next = peer("DEALER", "bind", address())) {
        next.expect("bound");
        ours.send("again");
        next.expectFrames("again");
      }
    }
  }

  @Test
  void peersComeByOneAndAreTold() throws Exception {
    try (OurSocket ours =
            OurSocket.bind(OurSocket.options(ZmqType.ROUTER, Direction.BIND), address());
        PythonPeer asker = peer("DEALER", "connect", address())) {
      Await.await("a peer", () -> ours.present() == 1);
      asker.send("ask");
      List<byte[]> asked = ours.message();
      assertEquals("ask", new String(asked.get(1), UTF_8));
      assertTrue(ours.trySend(asked.get(0), "answer".getBytes(UTF_8)));
      asker.expectFrames("answer");
      asker.kill();
      Await.await("nobody", () -> ours.present() == 0);
    }
    assertFalse(Files.exists(folder.resolve("socket")), "its file goes with it");
  }

  @Test
  void oneMoreThanTheMostIsTurnedAway() throws Exception {
    SocketOptions options = OurSocket.options(ZmqType.PULL, Direction.BIND);
    try (OurSocket ours = OurSocket.bind(options, address());
        PythonPeer one = peer("PUSH", "connect", address());
        PythonPeer two = peer("PUSH", "connect", address())) {
      Await.await("both", () -> ours.present() == OurSocket.MAX_PEERS);
      ours.later(60_000);
      try (PythonPeer three = peer("PUSH", "connect", address())) {
        three.send("three");
        Await.await("one to be turned away", () -> ours.count(Counter.PEERS_TURNED_AWAY) > 0);
        one.send("one");
        assertEquals("one", new String(ours.message().get(0), UTF_8));
        two.send("two");
        assertEquals("two", new String(ours.message().get(0), UTF_8));
      }
    }
  }

  @Test
  void whatAKilledProcessLeftIsTakenOver() throws Exception {
    try (PythonPeer killed = peer("PULL", "bind", address())) {
      killed.expect("bound");
      killed.kill();
    }
    assertTrue(Files.exists(folder.resolve("socket")));
    try (OurSocket ours =
            OurSocket.bind(OurSocket.options(ZmqType.PULL, Direction.BIND), address());
        PythonPeer sender = peer("PUSH", "connect", address())) {
      sender.send("word");
      assertEquals("word", new String(ours.message().get(0), UTF_8));
    }
  }

  @Test
  void whatIsInUseOrNoSocketStays() throws IOException {
    Path path = folder.resolve("socket");
    try (ServerSocketChannel holder = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      holder.bind(UnixDomainSocketAddress.of(path));
      SocketFile.removeAbandoned(path);
      assertTrue(Files.exists(path), "somebody listens");
    }
    SocketFile.removeAbandoned(path);
    assertFalse(Files.exists(path), "nobody does");
    Files.writeString(path, "a file");
    SocketFile.removeAbandoned(path);
    assertTrue(Files.exists(path), "it is no socket");
  }
}
