package org.zmqwebbridge.it.blastbeat;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.UnaryOperator;
import org.zmqwebbridge.Bridge;
import org.zmqwebbridge.BridgeBuilder;
import org.zmqwebbridge.ReloadReport;
import org.zmqwebbridge.blastbeat.config.BindSpec;
import org.zmqwebbridge.blastbeat.config.BlastbeatConfig;
import org.zmqwebbridge.blastbeat.config.BlastbeatLimits;
import org.zmqwebbridge.blastbeat.config.BlastbeatOptions;
import org.zmqwebbridge.blastbeat.config.RouterSpec;
import org.zmqwebbridge.blastbeat.config.VhostSpec;
import org.zmqwebbridge.it.FreePort;
import org.zmqwebbridge.it.TestBridge;
import org.zmqwebbridge.observe.Counter;

/** A bridge with hosts of BlastBeat at a free port, and one router that all nodes connect to. */
final class Beat implements AutoCloseable {
  static final BindSpec BIND = BindSpec.parse("127.0.0.1:0", false);

  private final TestBridge bridge;
  private final String address;
  private final BindSpec bind;

  private Beat(TestBridge bridge, String address, BindSpec bind) {
    this.bridge = bridge;
    this.address = address;
    this.bind = bind;
  }

  /** One host, {@code localhost}, with these nodes. */
  static Beat start(String... nodes) {
    return start(VhostSpec.of("localhost", nodes));
  }

  static Beat start(VhostSpec... hosts) {
    return start(config -> config, hosts);
  }

  static Beat start(UnaryOperator<BlastbeatConfig> settings, VhostSpec... hosts) {
    return start(settings, bridge -> bridge, hosts);
  }

  static Beat start(
      UnaryOperator<BlastbeatConfig> settings,
      UnaryOperator<BridgeBuilder> edge,
      VhostSpec... hosts) {
    return at(FreePort.address(), BIND, settings, edge, hosts);
  }

  /** One whose router and listener are there. */
  static Beat at(
      String router,
      BindSpec bind,
      UnaryOperator<BlastbeatConfig> settings,
      UnaryOperator<BridgeBuilder> edge,
      VhostSpec... hosts) {
    BlastbeatConfig config = settings.apply(config(router, bind, hosts));
    TestBridge bridge = TestBridge.start(builder -> edge.apply(builder.blastbeat(config)));
    return new Beat(bridge, router, bind);
  }

  private static BlastbeatConfig config(String router, BindSpec bind, VhostSpec... hosts) {
    return BlastbeatConfig.of(List.of(bind), List.of(RouterSpec.parse(router)), List.of(hosts));
  }

  /** Those that are given, and the rest as usual. */
  static UnaryOperator<BlastbeatConfig> options(
      long pingMillis, int maxHops, int sessions, int maxHeaders) {
    return config -> config.with(optionsOf(pingMillis, maxHops, sessions, maxHeaders));
  }

  private static BlastbeatOptions optionsOf(
      long pingMillis, int maxHops, int sessions, int maxHeaders) {
    BlastbeatOptions usual = BlastbeatOptions.DEFAULTS;
    return new BlastbeatOptions(
        pingMillis,
        usual.statsSeconds(),
        maxHops,
        sessions,
        usual.timeoutSeconds(),
        usual.maxWriteQueueBytes(),
        usual.memoryBytes(),
        maxHeaders,
        usual.uid(),
        usual.gid());
  }

  /** Nodes are asked so often. */
  static UnaryOperator<BlastbeatConfig> pings(long millis) {
    BlastbeatOptions usual = BlastbeatOptions.DEFAULTS;
    return options(millis, usual.maxHops(), usual.sessions(), usual.maxHeaders());
  }

  /** One request is passed on so often. */
  static UnaryOperator<BlastbeatConfig> hops(int most) {
    BlastbeatOptions usual = BlastbeatOptions.DEFAULTS;
    return options(usual.pingMillis(), most, usual.sessions(), usual.maxHeaders());
  }

  static UnaryOperator<BlastbeatConfig> sessions(int most) {
    BlastbeatOptions usual = BlastbeatOptions.DEFAULTS;
    return options(usual.pingMillis(), usual.maxHops(), most, usual.maxHeaders());
  }

  static UnaryOperator<BlastbeatConfig> headers(int most) {
    BlastbeatOptions usual = BlastbeatOptions.DEFAULTS;
    return options(usual.pingMillis(), usual.maxHops(), usual.sessions(), most);
  }

  static UnaryOperator<BlastbeatConfig> limits(UnaryOperator<BlastbeatLimits> changes) {
    return config -> config.with(changes.apply(config.limits()));
  }

  /** Goes by other hosts. */
  void reload(VhostSpec... hosts) {
    reload(config(address, bind, hosts));
  }

  void reload(BlastbeatConfig config) {
    ReloadReport report =
        bridge
            .bridge()
            .reload(Bridge.builder().listen("127.0.0.1:0").drainMillis(0).blastbeat(config));
    assertTrue(report.isDone(), report::toString);
  }

  TestBridge bridge() {
    return bridge;
  }

  /** Where nodes connect to. */
  String address() {
    return address;
  }

  int port() {
    return port(bind);
  }

  int port(BindSpec at) {
    return bridge.bridge().blastbeatPort(at);
  }

  /** A new connection. */
  Asking client() {
    return new Asking(port());
  }

  /** A node that is available. */
  JavaNode node(String name) {
    return JavaNode.start(this, name);
  }

  /** A WebSocket that this node was told of; its sid. */
  String open(Asking client, JavaNode node) {
    client.upgrade("/ws");
    Heard heard = node.hear("uwsgi");
    client.expect(Asking.SWITCH);
    return heard.sid();
  }

  long count(Counter counter) {
    return bridge.count(counter);
  }

  void awaitCount(Counter counter, long atLeast) {
    bridge.awaitCount(counter, atLeast);
  }

  @Override
  public void close() {
    bridge.close();
  }
}
