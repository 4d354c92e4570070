package org.zmqwebbridge.zmq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zmqwebbridge.it.FreePort;
import org.zmqwebbridge.it.PythonPeer;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;

/** Who is connected to a bound socket, of whatever type. */
class BoundPeersTest {
  private static final int PAST_EVERY_GRACE_MILLIS = 60_000;

  private static SocketType partner(ZmqType type) {
    return switch (type) {
      case DEALER, ROUTER -> SocketType.DEALER;
      case SUB -> SocketType.PUB;
      case PUB, XPUB -> SocketType.SUB;
      case PUSH -> SocketType.PULL;
      case PULL -> SocketType.PUSH;
      case PAIR -> SocketType.PAIR;
    };
  }

  private static OtherSocket peer(ZmqType type, OurSocket ours) {
    return OtherSocket.Library.LIBZMQ.connect(partner(type), ours.address());
  }

  private static void awaitPresent(OurSocket ours, int peers) {
    Await.await(peers + " peers, not " + ours.present(), () -> ours.present() == peers);
  }

  @ParameterizedTest
  @EnumSource(ZmqType.class)
  void thatTheyComeAndGoIsTold(ZmqType type) {
    try (OurSocket ours = OurSocket.bind(type)) {
      OtherSocket.OfPython one = (OtherSocket.OfPython) peer(type, ours);
      awaitPresent(ours, 1);
      one.process().kill();
      awaitPresent(ours, 0);
      if (type != ZmqType.PAIR) {
        try (OtherSocket first = peer(type, ours)) {
          try (OtherSocket second = peer(type, ours)) {
            awaitPresent(ours, 2);
            assertEquals(first.address(), second.address());
          }
          awaitPresent(ours, 1);
        }
        awaitPresent(ours, 0);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(ZmqType.class)
  void oneMoreThanTheMostIsTurnedAway(ZmqType type) {
    int most = type == ZmqType.PAIR ? 1 : OurSocket.MAX_PEERS;
    try (OurSocket ours = OurSocket.bind(type);
        OtherSocket first = peer(type, ours);
        OtherSocket second = most == 1 ? null : peer(type, ours)) {
      awaitPresent(ours, most);
      try (OtherSocket oneMore = peer(type, ours)) {
        Await.await("it to be turned away", () -> ours.count(Counter.PEERS_TURNED_AWAY) > 0);
        assertEquals(most, ours.present(), first + " and " + second + " stay: " + oneMore);
      }
    }
  }

  /** It answers heartbeats. */
  @Test
  void whoOnlyListensKeepsItsPlace() throws IOException {
    SocketOptions options = SocketOptions.bound(ZmqType.PUSH, 100, 1000, 1000, 1);
    try (OurSocket ours = OurSocket.bind(options);
        OtherSocket listener =
            OtherSocket.Library.LIBZMQ.connect(SocketType.PULL, ours.address())) {
      awaitPresent(ours, 1);
      Await.await("its answer to a heartbeat", () -> ours.heard() == 1);
      ours.later(PAST_EVERY_GRACE_MILLIS);
      try (Socket newcomer = open(ours)) {
        Await.await("one to be turned away", () -> ours.count(Counter.PEERS_TURNED_AWAY) == 1);
        assertEquals(-1, newcomer.getInputStream().read());
      }
      ours.send("still");
      listener.expect("still");
      assertEquals(1, ours.present());
    }
  }

  private static Socket open(OurSocket ours) throws IOException {
    int port = Integer.parseInt(ours.address().substring(ours.address().lastIndexOf(':') + 1));
    return new Socket(InetAddress.getLoopbackAddress(), port);
  }

  @ParameterizedTest
  @EnumSource(ZmqType.class)
  void aStrangerThatNeverSaysAnythingMakesRoom(ZmqType type) throws IOException {
    SocketOptions options = SocketOptions.bound(type, 100, 1000, PAST_EVERY_GRACE_MILLIS, 1);
    try (OurSocket ours = OurSocket.bind(options);
        Socket stranger = open(ours)) {
      assertTrue(stranger.getInputStream().read() >= 0, "it is greeted, so it has been accepted");
      ours.later(PAST_EVERY_GRACE_MILLIS);
      try (OtherSocket peer = peer(type, ours)) {
        awaitPresent(ours, 1);
        assertEquals(1, ours.count(Counter.PEERS_TURNED_AWAY), peer + " came in its place");
      }
    }
  }

  @Test
  void whoSubscribesToTooMuchIsNotHeardAnyMore() {
    int tooMany = PeerFrames.MAX_SUBSCRIPTIONS + 5;
    try (OurSocket ours = OurSocket.bind(ZmqType.XPUB);
        PythonPeer other =
            PythonPeer.start("typed", "SUB", "connect", ours.address(), "" + tooMany)) {
      Await.await("some to be refused", () -> ours.count(Counter.PEER_SUBSCRIPTIONS_REFUSED) == 5);
      ours.send("topic-7");
      other.expectFrames("topic-7");
    }
  }

  /** JeroMQ would keep it for good. */
  @ParameterizedTest
  @EnumSource(names = {"PUB", "XPUB"})
  void whatIsSaidToAPublisherIsDroppedAndCounted(ZmqType type) {
    try (OurSocket ours = OurSocket.bind(type);
        OtherSocket other = OtherSocket.Library.JEROMQ.connect(SocketType.XSUB, ours.address())) {
      other.send("word");
      Await.await("it to be dropped", () -> ours.count(Counter.ZMQ_MESSAGES_UNEXPECTED) == 1);
    }
  }

  @Test
  void whatIsTooLargeIsNotHeard() throws Exception {
    String third = "x".repeat(OurSocket.MAX_BYTES / 2);
    try (OurSocket ours = OurSocket.bind(ZmqType.PULL);
        OtherSocket other = OtherSocket.Library.LIBZMQ.connect(SocketType.PUSH, ours.address())) {
      other.send(third, third, third);
      other.send("small");
      assertEquals("small", new String(ours.message().get(0), UTF_8));
      assertEquals(1, ours.count(Counter.ZMQ_MESSAGES_TOO_LARGE));
      other.send("x".repeat(OurSocket.MAX_BYTES + 1));
      Await.await("it to be cut off", () -> ours.count(Counter.PEERS_LOST) > 0);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PUSH", "DEALER", "PAIR"})
  void sendingNeverWaitsAndGoesOnWhenThePeerDoes(ZmqType type) {
    byte[] large = new byte[OurSocket.MAX_BYTES];
    try (OurSocket ours = OurSocket.bind(type)) {
      assertFalse(ours.trySend(large), "there is nobody");
      try (OtherSocket.OfPython other = (OtherSocket.OfPython) peer(type, ours)) {
        Await.await("somebody to take a message", () -> ours.writables() == 1);
        other.process().stop();
        Await.await("JeroMQ to take no more", () -> !ours.trySend(large));
        other.process().resume();
        Await.await("it to take more", () -> ours.writables() > 1);
        ours.send("more");
      }
    }
  }

  @Test
  void aRouterMaySpeakFirst() {
    try (OurSocket ours = OurSocket.bind(ZmqType.ROUTER)) {
      assertFalse(ours.trySend("known", "hello"), "it is not there yet");
      try (PythonPeer other =
          PythonPeer.start("typed", "DEALER", "connect", ours.address(), "known")) {
        ours.send("known", "hello");
        other.expectFrames("hello");
      }
    }
  }

  @Test
  void whoIsStruckOffTheListIsCutOffThoughItOnlyListens() {
    Keys ours = new Keys();
    Keys stays = new Keys();
    Keys goes = new Keys();
    SocketOptions options =
        OurSocket.options(ZmqType.PUSH, Direction.BIND).with(ours.serving(stays, goes));
    try (OurSocket socket = OurSocket.bind(options);
        ZMQ.Context context = ZMQ.context(1);
        ZMQ.Socket staying = stays.puller(context, ours, socket);
        ZMQ.Socket going = goes.puller(context, ours, socket)) {
      awaitPresent(socket, 2);
      socket.retune(OurSocket.options(ZmqType.PUSH, Direction.BIND).with(ours.serving(stays)));
      Await.await("it to be refused", () -> socket.count(Counter.PEERS_REFUSED) > 0);
      Await.await(
          "the other to hear, by a connection of its own",
          () -> socket.trySend("word") && staying.recvStr(ZMQ.DONTWAIT) != null);
      assertEquals(null, going.recvStr(ZMQ.DONTWAIT));
    }
  }

  @Test
  void aListThatGrowsCutsNobodyOffThoughAnAddressIsNotBound() throws IOException {
    Keys ours = new Keys();
    Keys old = new Keys();
    Keys added = new Keys();
    SocketOptions options =
        OurSocket.options(ZmqType.ROUTER, Direction.BIND).with(ours.serving(old));
    ServerSocket holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    String taken = "tcp://127.0.0.1:" + holder.getLocalPort();
    try (ZMQ.Context context = ZMQ.context(1);
        OurSocket socket = OurSocket.bind(options, FreePort.address(), taken);
        ZMQ.Socket asker = old.dealer(context, ours, socket.address())) {
      byte[] routingId = ask(asker, socket);
      socket.retune(
          OurSocket.options(ZmqType.ROUTER, Direction.BIND).with(ours.serving(old, added)));
      assertArrayEquals(routingId, ask(asker, socket), "it is the same connection");
      holder.close();
      try (ZMQ.Socket newcomer = added.dealer(context, ours, taken)) {
        byte[] another = ask(newcomer, socket);
        assertTrue(another.length > 0);
      }
    } finally {
      holder.close();
    }
  }

  /** Asks; by which routing id. */
  private static byte[] ask(ZMQ.Socket asker, OurSocket socket) {
    asker.send("ask");
    try {
      List<byte[]> message = socket.message();
      assertEquals("ask", new String(message.get(1), UTF_8));
      return message.get(0);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** A pair of CURVE keys. */
  private static final class Keys {
    private final ZMQ.Curve.KeyPair pair = ZMQ.Curve.generateKeyPair();

    Security serving(Keys... clients) {
      Set<CurveKey> listed = new HashSet<>();
      for (Keys client : clients) {
        listed.add(CurveKey.parse(client.pair.publicKey));
      }
      return Security.curve(CurveKeyPair.parse(pair.secretKey), listed);
    }

    ZMQ.Socket puller(ZMQ.Context context, Keys server, OurSocket socket) {
      return connected(context.socket(SocketType.PULL), server, socket.address());
    }

    ZMQ.Socket dealer(ZMQ.Context context, Keys server, String address) {
      return connected(context.socket(SocketType.DEALER), server, address);
    }

    private ZMQ.Socket connected(ZMQ.Socket made, Keys server, String address) {
      made.setLinger(0);
      made.setCurveServerKey(ZMQ.Curve.z85Decode(server.pair.publicKey));
      made.setCurvePublicKey(ZMQ.Curve.z85Decode(pair.publicKey));
      made.setCurveSecretKey(ZMQ.Curve.z85Decode(pair.secretKey));
      made.connect(address);
      return made;
    }
  }
}
