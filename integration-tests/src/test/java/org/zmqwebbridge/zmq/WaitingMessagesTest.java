package org.zmqwebbridge.zmq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;

/** What has come to a socket waits there until its loop takes it, by whatever mechanism. */
class WaitingMessagesTest {
  /** More than any of the sockets lets wait, where it can; and less than one read of JeroMQ's. */
  private static final int MESSAGES = 60;

  private static final int HIGH_WATER_MARK = 10;

  private final ZMQ.Context context = ZMQ.context(1);
  private final List<ZMQ.Socket> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(ZMQ.Socket::close);
    context.close();
  }

  private ZMQ.Socket open(SocketType type) {
    ZMQ.Socket made = context.socket(type);
    made.setLinger(0);
    opened.add(made);
    return made;
  }

  private static SocketType partner(ZmqType type) {
    return switch (type) {
      case DEALER, ROUTER -> SocketType.DEALER;
      case SUB -> SocketType.XPUB;
      case PULL -> SocketType.PUSH;
      default -> SocketType.PAIR;
    };
  }

  private static SocketOptions options(ZmqType type, Direction direction, Security security) {
    return options(type, direction, security, 1);
  }

  private static SocketOptions options(
      ZmqType type, Direction direction, Security security, int peers) {
    SocketOptions options =
        direction == Direction.BIND
            ? SocketOptions.bound(type, HIGH_WATER_MARK, OurSocket.MAX_BYTES, 5000, peers)
            : SocketOptions.connecting(type, HIGH_WATER_MARK, OurSocket.MAX_BYTES, 5000);
    return options.with(security);
  }

  @ParameterizedTest
  @CsvSource({
    "ROUTER, CURVE",
    "ROUTER, PLAIN",
    "ROUTER, NULL",
    "DEALER, CURVE",
    "PULL, CURVE",
    "PULL, PLAIN",
    "PULL, NULL",
    "SUB, CURVE",
    "SUB, PLAIN",
    "SUB, NULL",
    "PAIR, CURVE"
  })
  void whatWaitsAtABoundSocketComesWhole(ZmqType type, Mechanism mechanism) throws Exception {
    Party party = new Party();
    SocketOptions options = options(type, Direction.BIND, party.serving(mechanism));
    try (OurSocket ours = OurSocket.bind(options)) {
      ZMQ.Socket peer = open(partner(type));
      party.client(peer, mechanism);
      peer.connect(ours.address());
      Await.await("the peer", () -> ours.present() == 1);
      whatWaitsComesWhole(ours, peer, type);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "DEALER, CURVE",
    "DEALER, PLAIN",
    "DEALER, NULL",
    "SUB, CURVE",
    "SUB, PLAIN",
    "SUB, NULL",
    "PULL, CURVE",
    "PULL, NULL"
  })
  void whatWaitsAtAConnectingSocketComesWhole(ZmqType type, Mechanism mechanism) throws Exception {
    Party party = new Party();
    ZMQ.Socket peer = open(partner(type));
    party.server(peer, mechanism);
    String address = "tcp://127.0.0.1:" + peer.bindToRandomPort("tcp://127.0.0.1");
    SocketOptions options = options(type, Direction.CONNECT, party.asking(mechanism));
    try (OurSocket ours = OurSocket.connect(options, address)) {
      Await.await("the service to be there", ours::peerIsThere);
      whatWaitsComesWhole(ours, peer, type);
    }
  }

  private void whatWaitsComesWhole(OurSocket ours, ZMQ.Socket peer, ZmqType type)
      throws InterruptedException {
    if (type == ZmqType.SUB) {
      assertEquals(1, peer.recv().length, "its subscription to all");
    }
    ours.pause(true);
    for (int i = 0; i < MESSAGES; i++) {
      assertEquals(true, peer.send("first-" + i, ZMQ.SNDMORE | ZMQ.DONTWAIT));
      assertEquals(true, peer.send("second-" + i, ZMQ.DONTWAIT));
    }
    ZMQ.Socket witness = open(SocketType.DEALER);
    ours.awaitTurnsOfItsIoThread("tcp://127.0.0.1:" + witness.bindToRandomPort("tcp://127.0.0.1"));
    ours.pause(false);
    for (int i = 0; i < MESSAGES; i++) {
      List<byte[]> message = ours.message();
      List<String> words = message.stream().map(frame -> new String(frame, UTF_8)).toList();
      int from = type == ZmqType.ROUTER ? 1 : 0; // after the routing id
      assertEquals(List.of("first-" + i, "second-" + i), words.subList(from, words.size()));
    }
  }

  /** JeroMQ cannot hold it back. */
  private static void sendUntilCutOff(OurSocket ours, ZMQ.Socket peer) {
    byte[] large = new byte[OurSocket.MAX_BYTES - 100];
    Await.await(
        "it to be cut off",
        () -> {
          peer.send(large, ZMQ.DONTWAIT);
          return ours.count(Counter.PEERS_OVERFLOWED) > 0;
        });
  }

  @Test
  void whoHasTooMuchWaitingAtABoundSocketIsCutOffAndAnotherIsNot() throws Exception {
    Party party = new Party();
    Security security = party.serving(Mechanism.CURVE);
    try (OurSocket ours = OurSocket.bind(options(ZmqType.ROUTER, Direction.BIND, security, 2))) {
      ZMQ.Socket busy = open(SocketType.DEALER);
      ZMQ.Socket quiet = open(SocketType.DEALER);
      for (ZMQ.Socket each : List.of(busy, quiet)) {
        party.client(each, Mechanism.CURVE);
        each.connect(ours.address());
      }
      Await.await("both", () -> ours.present() == 2);
      ours.pause(true);
      quiet.send("before");
      sendUntilCutOff(ours, busy);
      quiet.send("after");
      opened.remove(busy);
      busy.close();
      ours.pause(false);
      awaitText(ours, "before");
      awaitText(ours, "after");
    }
  }

  @Test
  void aServiceThatHasTooMuchWaitingIsCutOffAndConnectedAgain() throws Exception {
    Party party = new Party();
    ZMQ.Socket peer = open(SocketType.PUSH);
    party.server(peer, Mechanism.CURVE);
    String address = "tcp://127.0.0.1:" + peer.bindToRandomPort("tcp://127.0.0.1");
    Security security = party.asking(Mechanism.CURVE);
    try (OurSocket ours =
        OurSocket.connect(options(ZmqType.PULL, Direction.CONNECT, security), address)) {
      Await.await("the service to be there", ours::peerIsThere);
      ours.pause(true);
      sendUntilCutOff(ours, peer);
      ours.pause(false);
      Await.await(
          "a message to be heard",
          () -> {
            peer.send("again", ZMQ.DONTWAIT);
            List<byte[]> message = ours.messageIfAny();
            return message != null && new String(message.get(0), UTF_8).equals("again");
          });
    }
  }

  private static void awaitText(OurSocket ours, String text) throws InterruptedException {
    String word;
    do {
      List<byte[]> message = ours.message();
      word = new String(message.get(message.size() - 1), UTF_8);
    } while (!word.equals(text));
  }

  /** By which both sides prove who they are. */
  enum Mechanism {
    CURVE,
    PLAIN,
    NULL
  }

  /** Both sides' keys. */
  private static final class Party {
    private final ZMQ.Curve.KeyPair server = ZMQ.Curve.generateKeyPair();
    private final ZMQ.Curve.KeyPair client = ZMQ.Curve.generateKeyPair();

    Security serving(Mechanism mechanism) {
      return switch (mechanism) {
        case CURVE ->
            Security.curve(
                CurveKeyPair.parse(server.secretKey), Set.of(CurveKey.parse(client.publicKey)));
        case PLAIN -> Security.plain(Map.of("user", "word"));
        case NULL -> Security.none();
      };
    }

    Security asking(Mechanism mechanism) {
      return switch (mechanism) {
        case CURVE ->
            Security.curve(CurveKey.parse(server.publicKey), CurveKeyPair.parse(client.secretKey));
        case PLAIN -> Security.plain("user", "word");
        case NULL -> Security.none();
      };
    }

    void client(ZMQ.Socket socket, Mechanism mechanism) {
      if (mechanism == Mechanism.CURVE) {
        socket.setCurveServerKey(ZMQ.Curve.z85Decode(server.publicKey));
        socket.setCurvePublicKey(ZMQ.Curve.z85Decode(client.publicKey));
        socket.setCurveSecretKey(ZMQ.Curve.z85Decode(client.secretKey));
      } else if (mechanism == Mechanism.PLAIN) {
        socket.setPlainUsername("user");
        socket.setPlainPassword("word");
      }
    }

    void server(ZMQ.Socket socket, Mechanism mechanism) {
      if (mechanism == Mechanism.CURVE) {
        socket.setCurveServer(true);
        socket.setCurveSecretKey(ZMQ.Curve.z85Decode(server.secretKey));
      } else if (mechanism == Mechanism.PLAIN) {
        socket.setPlainServer(true);
      }
    }
  }
}
