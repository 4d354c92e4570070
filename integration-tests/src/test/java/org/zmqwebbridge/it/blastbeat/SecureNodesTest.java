package org.zmqwebbridge.it.blastbeat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zeromq.ZMQ;
import org.zmqwebbridge.blastbeat.config.BlastbeatConfig;
import org.zmqwebbridge.blastbeat.config.RouterSpec;
import org.zmqwebbridge.blastbeat.config.VhostSpec;
import org.zmqwebbridge.it.FreePort;
import org.zmqwebbridge.it.KeyRing;
import org.zmqwebbridge.it.PythonPeer;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.zmq.Security;

/**
 * Routers at which a node has to prove that it is one, on JeroMQ and on libzmq: anyone who knows
 * its name and no more is not heard.
 */
@SuppressWarnings("try") // clients and nodes end when a test says so
class SecureNodesTest {
  private static final String PASSWORD = "open: sesame";

  @TempDir private static Path folder;
  private static KeyRing keys;

  private final String router = FreePort.address();

  enum Mechanism {
    CURVE,
    PLAIN
  }

  @BeforeAll
  static void makeKeys() {
    keys = new KeyRing(folder, "router", "node", "stranger");
  }

  private Beat start(Mechanism how) {
    VhostSpec host = VhostSpec.of("localhost", "a");
    Security security =
        how == Mechanism.CURVE
            ? Security.curve(keys.pair("router"), Set.of(keys.publicKey("node")))
            : Security.plain(Map.of("node", PASSWORD));
    BlastbeatConfig secured =
        BlastbeatConfig.of(
            List.of(Beat.BIND), List.of(RouterSpec.parse(router).with(security)), List.of(host));
    return Beat.at(router, Beat.BIND, any -> secured, any -> any, host);
  }

  private static Consumer<ZMQ.Socket> proof(Mechanism how, String name) {
    return how == Mechanism.CURVE
        ? socket -> keys.client(socket, name, "router")
        : socket -> {
          socket.setPlainUsername(name);
          socket.setPlainPassword(PASSWORD);
        };
  }

  private PythonPeer python(Mechanism how, String name) {
    List<String> arguments = new ArrayList<>(List.of(router, "a"));
    arguments.addAll(
        how == Mechanism.CURVE
            ? List.of(
                "--curve", keys.publicFile("router").toString(), keys.secretFile(name).toString())
            : List.of("--plain", name, PASSWORD));
    return PythonPeer.start("blastbeat_node", arguments.toArray(String[]::new));
  }

  private static void expectNobody(Beat beat) {
    try (Asking client = beat.client()) {
      client.get("/");
      client.expectRefusal(503);
    }
    assertEquals(0, beat.count(Counter.BLASTBEAT_STRANGERS));
  }

  @ParameterizedTest
  @EnumSource
  void aNodeOnJeroMqThatProvesWhoItIsIsServedAndNobodyElse(Mechanism how) {
    try (Beat beat = start(how);
        JavaNode stranger = JavaNode.with(proof(how, "stranger"), router, "a")) {
      stranger.say("", "pong", "");
      beat.awaitCount(Counter.PEERS_REFUSED, 1);
      expectNobody(beat);
      try (JavaNode node = JavaNode.with(proof(how, "node"), router, "a").arrive(beat);
          Asking client = beat.client()) {
        client.get("/");
        node.serve();
        client.expect(Asking.OK);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aNodeOnLibzmqThatProvesWhoItIsIsServedAndNobodyElse(Mechanism how) {
    try (Beat beat = start(how);
        PythonPeer stranger = python(how, "stranger")) {
      beat.awaitCount(Counter.PEERS_REFUSED, 1);
      expectNobody(beat);
      try (PythonPeer node = python(how, "node");
          Asking client = beat.client()) {
        Await.await("the node", () -> beat.bridge().gauge("zwb.blastbeat.nodes") == 1);
        client.post("/", "hello".repeat(10_000));
        client.expect(
            "HTTP/1.1 200 OK\r\nContent-Length: 50005\r\n\r\nPOST " + "hello".repeat(10_000));
      }
    }
  }

  /** Also one that does not try to prove anything, as the original's nodes. */
  @ParameterizedTest
  @EnumSource
  void whoProvesNothingIsNotHeard(Mechanism how) {
    try (Beat beat = start(how);
        JavaNode stranger = JavaNode.silent(router, "a")) {
      stranger.say("", "pong", "");
      beat.awaitCount(Counter.PEERS_UNHEARD, 1);
      expectNobody(beat);
    }
  }
}
