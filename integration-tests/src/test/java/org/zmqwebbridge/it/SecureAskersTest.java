package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeromq.ZMQ;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.zmq.IoThreadSaboteur;
import org.zmqwebbridge.zmq.IoThreadSaboteur.Fate;
import org.zmqwebbridge.zmq.IoThreadSaboteur.Victim;

/**
 * Addresses that the bridge binds with CURVE or PLAIN let in who is listed there, and nobody else;
 * whatever strangers do, those who are listed do not feel it.
 */
final class SecureAskersTest {
  @TempDir private static Path folder;
  private static KeyRing keys;

  private final String curve = FreePort.address();
  private final String other = FreePort.address();
  private final String plain = FreePort.address();
  private TestBridge bridge;
  private RawPage page;
  private Asker friend;
  private Asker user;
  private int asked;

  @BeforeAll
  static void makeKeys() {
    keys = new KeyRing(folder, "bridge", "friend", "neighbour", "stranger");
  }

  @BeforeEach
  void open() {
    String secret = "curve.keys=" + keys.secretFile("bridge");
    bridge =
        TestBridge.configured(
            "threads.loops=1",
            "endpoints.curve.type=REP",
            "endpoints.curve.address=" + curve,
            "endpoints.curve." + secret,
            "endpoints.curve.curve.clients=" + keys.clients("friend"),
            "endpoints.other.type=REP",
            "endpoints.other.address=" + other,
            "endpoints.other." + secret,
            "endpoints.other.curve.clients="
                + keys.secret("neighbours", "# one a line\n" + keys.publicKey("neighbour") + "\n"),
            "endpoints.plain.type=REP",
            "endpoints.plain.address=" + plain,
            "endpoints.plain.plain.users="
                + keys.secret("users", "# name:password\nhugo:open: sesame\nemma:x\n"));
    page = bridge.page();
    page.connected("c", "curve", Json.REP);
    page.connected("o", "other", Json.REP);
    page.connected("p", "plain", Json.REP);
    bothConnect();
    bothAreAnswered();
  }

  private void bothConnect() {
    friend = Asker.req(curve, as("friend"));
    user = Asker.req(plain, as("hugo", "open: sesame"));
  }

  @AfterEach
  void close() {
    bothAreAnswered();
    assertEquals(asked, bridge.count(Counter.ASKS), "nobody else's asks have come in");
    assertEquals(0, bridge.count(Counter.ASKS_MALFORMED));
    assertEquals(0, bridge.count(Counter.ZMQ_MESSAGES_TOO_LARGE));
    friend.close();
    user.close();
    page.close();
    assertTimeout(Duration.ofSeconds(5), bridge::close);
  }

  private Consumer<ZMQ.Socket> as(String name) {
    return socket -> keys.client(socket, name, "bridge");
  }

  private static Consumer<ZMQ.Socket> as(String username, String password) {
    return socket -> {
      socket.setPlainUsername(username);
      socket.setPlainPassword(password);
    };
  }

  private void bothAreAnswered() {
    isAnswered(friend, "c");
    isAnswered(user, "p");
  }

  private void isAnswered(Asker asker, String identity) {
    asked++;
    asker.ask("question", identity);
    ServicesTest.answer(page, identity, "answer");
    assertEquals(List.of("answer"), asker.answer());
  }

  private void staysOutside(Counter counter, Asker stranger, String identity) {
    long before = bridge.count(counter);
    try (stranger) {
      stranger.ask("let me in", identity);
      bridge.awaitCount(counter, before + 1);
      bothAreAnswered();
    }
  }

  @Test
  void aLibzmqAskerThatIsListedIsAnswered() {
    String key = keys.publicFile("bridge").toString();
    try (PythonPeer asker =
            PythonPeer.start("req", curve, "--curve", key, keys.secretFile("friend").toString());
        PythonPeer emma = PythonPeer.start("req", plain, "--plain", "emma", "x")) {
      asked += 2;
      asker.send("question", "c");
      ServicesTest.answer(page, "c", "answer");
      asker.expectFrames("answer");
      emma.send("question", "p");
      ServicesTest.answer(page, "p", "answer");
      emma.expectFrames("answer");
    }
  }

  @Test
  void anAskerThatIsNotListedStaysOutside() {
    staysOutside(Counter.PEERS_REFUSED, Asker.req(curve, as("stranger")), "c");
    staysOutside(Counter.PEERS_UNHEARD, Asker.req(curve, as("stranger")), "c");
  }

  @Test
  void whoIsListedAtOneAddressStaysOutsideOfAnother() {
    staysOutside(Counter.PEERS_REFUSED, Asker.req(curve, as("neighbour")), "c");
    staysOutside(Counter.PEERS_REFUSED, Asker.req(other, as("friend")), "o");
    try (Asker neighbour = Asker.req(other, as("neighbour"))) {
      isAnswered(neighbour, "o");
    }
  }

  @Test
  void aLibzmqAskerThatIsNotListedStaysOutside() {
    String key = keys.publicFile("bridge").toString();
    try (PythonPeer stranger =
        PythonPeer.start("req", curve, "--curve", key, keys.secretFile("stranger").toString())) {
      stranger.send("let me in", "c");
      bridge.awaitCount(Counter.PEERS_REFUSED, 1);
      bothAreAnswered();
      stranger.kill();
    }
  }

  @Test
  void aWrongPasswordAndAnUnknownUserStayOutside() {
    staysOutside(Counter.PEERS_REFUSED, Asker.req(plain, as("hugo", "open: barley")), "p");
    staysOutside(Counter.PEERS_REFUSED, Asker.req(plain, as("nobody", "x")), "p");
    staysOutside(Counter.PEERS_REFUSED, Asker.req(plain, as("nobody", "")), "p");
    staysOutside(Counter.PEERS_REFUSED, Asker.req(plain, as("", "")), "p");
  }

  @Test
  void whoTakesTheBridgeForAnotherStaysOutside() {
    Consumer<ZMQ.Socket> mistaken = socket -> keys.client(socket, "friend", "stranger");
    staysOutside(Counter.PEERS_UNHEARD, Asker.req(curve, mistaken), "c");
  }

  @Test
  void whoSpeaksInClearOrByTheOtherMechanismStaysOutside() {
    staysOutside(Counter.PEERS_UNHEARD, Asker.req(curve), "c");
    staysOutside(Counter.PEERS_UNHEARD, Asker.req(plain), "p");
    staysOutside(Counter.PEERS_UNHEARD, Asker.req(curve, as("hugo", "open: sesame")), "c");
    staysOutside(Counter.PEERS_UNHEARD, Asker.req(plain, as("friend")), "p");
  }

  @ParameterizedTest
  @EnumSource
  void whenAnIoThreadIsLostTheNextContextLetsInWhoIsListedAndNobodyElse(Fate fate) {
    try (IoThreadSaboteur saboteur = new IoThreadSaboteur(bridge.bridge(), Victim.BOUND, fate)) {
      saboteur.strike();
      bridge.awaitCount(Counter.CONTEXTS_REBUILT, 1);
      friend.close();
      user.close();
      bothConnect();
      bothAreAnswered();
      staysOutside(Counter.PEERS_REFUSED, Asker.req(curve, as("stranger")), "c");
      staysOutside(Counter.PEERS_UNHEARD, Asker.req(curve), "c");
      staysOutside(Counter.PEERS_REFUSED, Asker.req(plain, as("hugo", "x")), "p");
    }
  }

  // What no library says

  private static Socket connect(String address) throws IOException {
    URI uri = URI.create(address);
    return new Socket(InetAddress.getByName(uri.getHost()), uri.getPort());
  }

  @ParameterizedTest
  @EnumSource
  void nothingThatIsSaidStopsAnybody(HostileBytes said) throws IOException {
    for (int i = 0; i < 10; i++) {
      for (String address : List.of(curve, plain)) {
        try (Socket socket = connect(address)) {
          if (said.isBehindGreeting()) {
            said.sayBehind(socket, Zmtp.greeting(address.equals(curve) ? "CURVE" : "PLAIN"));
          } else {
            said.say(socket, "DEALER");
          }
        }
      }
    }
    assertEquals(0, bridge.count(Counter.IO_THREADS_LOST));
  }

  /** PLAIN's first command names its lengths: beyond its end, and none. */
  @ParameterizedTest
  @ValueSource(strings = {"\5HELLO\u007fx", "\5HELLO\1x", "\5HELLO"})
  void aHelloWithFalseLengthsStopsNobody(String command) throws IOException {
    for (int i = 0; i < 50; i++) {
      try (Socket socket = connect(plain)) {
        socket.getOutputStream().write(greeted("PLAIN", command));
        socket.getOutputStream().flush();
      }
    }
    assertEquals(0, bridge.count(Counter.IO_THREADS_LOST));
    assertEquals(0, bridge.count(Counter.IO_EXCEPTIONS));
  }

  private static byte[] greeted(String mechanism, String command) {
    return Zmtp.join(Zmtp.greeting(mechanism), Zmtp.frame(Zmtp.COMMAND, Zmtp.text(command)));
  }

  /** The answer to their question finds nobody. */
  @Test
  void strangersThatLeaveBeforeTheyAreRefusedStopNobody() throws IOException {
    for (int i = 0; i < 300; i++) {
      try (Socket socket = connect(plain)) {
        socket.setSoLinger(true, 0);
        socket.getOutputStream().write(greeted("PLAIN", "\5HELLO\4hugo\1x"));
        if (i % 3 == 0) {
          new DataInputStream(socket.getInputStream()).readFully(new byte[Zmtp.GREETING_BYTES]);
        }
      }
    }
    bothAreAnswered();
    assertTrue(bridge.count(Counter.PEERS_REFUSED) > 0);
    assertEquals(0, bridge.count(Counter.IO_THREADS_LOST));
    assertEquals(0, bridge.count(Counter.IO_EXCEPTIONS));
  }

  /** JeroMQ has no deadline for a handshake that has begun. */
  @Test
  void whoBeginsAHandshakeAndIsSilentMakesRoomForWhoIsListed() throws IOException {
    List<Socket> held = new ArrayList<>();
    try {
      for (int i = 0; i < 100; i++) {
        Socket socket = connect(curve);
        held.add(socket);
        socket.getOutputStream().write(Zmtp.greeting("CURVE"));
      }
      bridge.awaitCount(Counter.PEERS_TURNED_AWAY, 1);
      try (Asker newcomer = Asker.req(curve, as("friend"))) {
        isAnswered(newcomer, "c");
      }
    } finally {
      for (Socket socket : held) {
        socket.close();
      }
    }
  }
}
