package org.zmqwebbridge.it.socketio;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zmqwebbridge.blastbeat.config.BindSpec;
import org.zmqwebbridge.blastbeat.config.BlastbeatConfig;
import org.zmqwebbridge.blastbeat.config.BlastbeatLimits;
import org.zmqwebbridge.blastbeat.config.RouterSpec;
import org.zmqwebbridge.blastbeat.config.SocketIoLimits;
import org.zmqwebbridge.blastbeat.config.VhostOptions;
import org.zmqwebbridge.blastbeat.config.VhostSpec;
import org.zmqwebbridge.blastbeat.wire.Sid;
import org.zmqwebbridge.it.FreePort;
import org.zmqwebbridge.it.RawPage;
import org.zmqwebbridge.it.TestBridge;
import org.zmqwebbridge.it.Upgrade;
import org.zmqwebbridge.it.Wire;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;

/**
 * A bridge with one host that speaks socket.io, and its node on JeroMQ.
 *
 * <p>Owner thread: the test's.
 */
final class Host implements AutoCloseable {
  static final VhostOptions SPOKEN = VhostOptions.DEFAULTS.withSocketIo();

  /** A JeroMQ socket that connects may stall in its handshake, for 30 s unless told otherwise. */
  private static final int STALLED_MILLIS = 300;

  private static final BindSpec BIND = BindSpec.parse("127.0.0.1:0", false);
  private static final byte[] NOTHING = {};

  private final TestBridge bridge;
  private final ZContext context = new ZContext();
  private final ZMQ.Socket node = context.createSocket(SocketType.DEALER);
  private final List<Asking> open = new ArrayList<>();

  private Host(TestBridge bridge, String address, boolean hasNode) {
    this.bridge = bridge;
    node.setIdentity("n1".getBytes(UTF_8));
    node.setLinger(0);
    node.setHandshakeIvl(STALLED_MILLIS);
    node.setReceiveTimeOut(Await.DEADLINE_MILLIS);
    if (hasNode) {
      assertTrue(node.connect(address));
      say(NOTHING, "pong", "");
      Await.await("the node", () -> bridge.gauge("zwb.blastbeat.nodes") >= 1);
    }
  }

  static Host start() {
    return start(SPOKEN, limits -> limits);
  }

  static Host start(UnaryOperator<BlastbeatLimits> limits) {
    return start(SPOKEN, limits);
  }

  static Host start(VhostOptions options, UnaryOperator<BlastbeatLimits> limits) {
    return start(options, limits, true);
  }

  static Host withoutNode() {
    return start(SPOKEN, limits -> limits, false);
  }

  private static Host start(
      VhostOptions options, UnaryOperator<BlastbeatLimits> limits, boolean hasNode) {
    String address = FreePort.address();
    BlastbeatConfig config =
        BlastbeatConfig.of(
                List.of(BIND),
                List.of(RouterSpec.parse(address)),
                List.of(VhostSpec.of("localhost", "n1").with(options)))
            .with(limits.apply(BlastbeatLimits.DEFAULTS));
    TestBridge bridge = TestBridge.start(builder -> builder.blastbeat(config));
    return new Host(bridge, address, hasNode);
  }

  /** The standard limits with these times. */
  static UnaryOperator<BlastbeatLimits> times(
      long connectMillis, long closeMillis, long heartbeatMillis, long pollMillis) {
    SocketIoLimits standard = SocketIoLimits.DEFAULTS;
    return limits ->
        limits.with(
            new SocketIoLimits(
                connectMillis,
                closeMillis,
                heartbeatMillis,
                pollMillis,
                standard.maxWaitingBytes(),
                standard.maxWaitingBytesInAll()));
  }

  TestBridge bridge() {
    return bridge;
  }

  long count(Counter counter) {
    return bridge.count(counter);
  }

  private int port() {
    return bridge.bridge().blastbeatPort(BIND);
  }

  // Clients

  /** A new connection. */
  Asking asking() {
    Asking asking = new Asking(port());
    open.add(asking);
    return asking;
  }

  /** What answers a GET on a connection of its own. */
  Asking.Answer get(String target, String... headers) {
    return asking().get(target, headers).answer();
  }

  /** The handshake of a new session, of which its node has heard. */
  Sid shakeHands(String... headers) {
    String text = get("/socket.io/1/?t=1", headers).ok();
    assertTrue(text.matches("[0-9a-f-]{36}:\\d+:\\d+:websocket,xhr-polling"), text);
    Said told = hear();
    assertEquals("uwsgi", told.type());
    assertEquals(text.substring(0, 36), told.sid().toString());
    return told.sid();
  }

  /** The same, with its first poll answered. */
  Sid polling() {
    Sid sid = shakeHands();
    assertEquals("1::", get(poll(sid)).ok());
    return sid;
  }

  static String poll(Sid sid) {
    return "/socket.io/1/xhr-polling/" + sid;
  }

  /** What answers packets on a connection of their own. */
  Asking.Answer post(Sid sid, String packets) {
    return asking().post(poll(sid), packets).answer();
  }

  Upgrade upgrade(String target) {
    return Upgrade.to(Wire.CLEAR, port()).without("Host").with("Host: localhost").target(target);
  }

  /** A WebSocket, of which nothing is read yet. */
  RawPage socket(Sid sid) {
    return RawPage.open(upgrade("/socket.io/1/websocket/" + sid));
  }

  /** A WebSocket that is connected. */
  RawPage connected(Sid sid) {
    RawPage page = socket(sid);
    assertEquals("1::", page.nextText());
    return page;
  }

  // The node

  /** The next message of a session's. */
  Said hear() {
    while (true) {
      byte[] sid = node.recv();
      assertNotNull(sid, "the node is told nothing");
      String type = new String(node.recv(), UTF_8);
      String body = new String(node.recv(), ISO_8859_1);
      if (type.equals("ping")) {
        say(NOTHING, "pong", "");
      } else if (!type.equals("spawn")) {
        return new Said(Sid.of(sid), type, body);
      }
    }
  }

  /** The next message is this. */
  void expect(Sid sid, String type, String body) {
    Said said = hear();
    assertEquals(type + " " + new String(body.getBytes(UTF_8), ISO_8859_1), said.toString());
    assertEquals(sid, said.sid());
  }

  void say(Sid sid, String type, String body) {
    say(sid.bytes(), type, body);
  }

  private void say(byte[] sid, String type, String body) {
    say(sid, type, body.getBytes(UTF_8));
  }

  void say(byte[] sid, String type, byte[] body) {
    assertTrue(node.sendMore(sid) && node.sendMore(type.getBytes(ISO_8859_1)) && node.send(body));
  }

  /** It goes away. */
  void loseNode() {
    node.close();
  }

  @Override
  public void close() {
    open.forEach(Asking::close);
    context.close();
    bridge.close();
  }
}
