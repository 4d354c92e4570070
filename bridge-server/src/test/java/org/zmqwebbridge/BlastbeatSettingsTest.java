package org.zmqwebbridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zmqwebbridge.blastbeat.config.BindSpec;
import org.zmqwebbridge.blastbeat.config.BlastbeatConfig;
import org.zmqwebbridge.blastbeat.config.BlastbeatLimits;
import org.zmqwebbridge.blastbeat.config.BlastbeatOptions;
import org.zmqwebbridge.blastbeat.config.HeadForm;
import org.zmqwebbridge.blastbeat.config.NodeLimits;
import org.zmqwebbridge.blastbeat.config.NodeSpec;
import org.zmqwebbridge.blastbeat.config.RouterSpec;
import org.zmqwebbridge.blastbeat.config.SessionLimits;
import org.zmqwebbridge.blastbeat.config.VhostOptions;
import org.zmqwebbridge.blastbeat.config.VhostSpec;
import org.zmqwebbridge.config.ConfigException;
import org.zmqwebbridge.config.ConfigSources;
import org.zmqwebbridge.zmq.Security;

class BlastbeatSettingsTest {
  @TempDir private Path folder;

  private static BridgeConfig whole(String yaml) {
    Bridge bridge = BridgeSettings.read(new ConfigSources().yaml(yaml, "zwb.yaml").read()).build();
    BridgeConfig config = bridge.config();
    bridge.close();
    return config;
  }

  private static BlastbeatConfig read(String yaml) {
    return whole(yaml).blastbeat();
  }

  private static String refusal(String yaml) {
    return assertThrows(ConfigException.class, () -> read(yaml)).getMessage();
  }

  @Test
  void theLeastIsAHostWithItsNodes() {
    assertEquals(
        BlastbeatConfig.of(
            List.of(BindSpec.parse("127.0.0.1:8080", false)),
            List.of(RouterSpec.parse("tcp://127.0.0.1:5000")),
            List.of(VhostSpec.of("localhost:8080", "foobar1"))),
        read("blastbeat: { vhosts: [{ name: 'localhost:8080', nodes: foobar1 }] }"));
    assertEquals(BlastbeatConfig.NONE, read("listen: 127.0.0.1:0"));
  }

  @Test
  void allIsRead() throws IOException {
    Path users = folder.resolve("users");
    Files.writeString(users, "hugo:sesame\n");
    Files.setPosixFilePermissions(users, PosixFilePermissions.fromString("rw-------"));
    RouterSpec all =
        RouterSpec.parse("tcp://*:5000").with(Security.plain(Map.of("hugo", "sesame")));
    RouterSpec own = RouterSpec.parse("tcp://127.0.0.1:5001");
    BlastbeatConfig config =
        read(
            """
            blastbeat:
              bind: ["127.0.0.1:8080", "[::1]:8080"]
              routers:
                main: { address: "tcp://*:5000", plain: { users: '%s' } }
                b: { address: "tcp://127.0.0.1:5001" }
              pingMillis: 500
              statsSeconds: 0
              maxHops: 3
              sessions: 100
              timeoutSeconds: 60
              maxWriteQueueBytes: 65536
              memoryBytes: 1048576
              maxHeaders: 32
              limits:
                nodes: { maxWaiting: 5, lingerMillis: 0 }
                session: { maxReplayBytes: 0, maxGroups: 2 }
                maxCachedEntries: 3
              vhosts:
                - name: a.org
                  aliases: [www.a.org]
                  nodes: [n.1, n2]
                  weights: { n.1: 3 }
                - name: b.org
                  bind: "127.0.0.1:8081"
                  routers: [b]
                  nodes: [n]
                  sessions: 5
                  timeoutSeconds: 6
                  cacheBytes: 7
                  bandwidthKbits: 8
                  head: raw
                  socketIo: true
                  origins: ["https://c.org"]
            """
                .formatted(users));
    assertEquals(
        List.of(BindSpec.parse("127.0.0.1:8080", false), BindSpec.parse("::1:8080", false)),
        config.binds());
    assertEquals(List.of(all), config.routers(), "those that no host has for itself");
    assertEquals(
        new BlastbeatOptions(500, 0, 3, 100, 60, 65_536, 1 << 20, 32, "", ""), config.options());
    BlastbeatLimits standard = BlastbeatLimits.DEFAULTS;
    assertEquals(
        new BlastbeatLimits(
            new NodeLimits(5, 64L << 20, 16L << 20, 1_000, 0),
            new SessionLimits(65_536, 1L << 30, 0, 16, 262_144, 2),
            standard.maxGroups(),
            standard.maxGroupMembers(),
            standard.maxReplayBytesInAll(),
            3,
            standard.maxConnectionsPerAddress()),
        config.limits());
    assertEquals(
        List.of(
            VhostSpec.of("a.org")
                .withAliases("www.a.org")
                .withNodes(new NodeSpec("n.1", 3), NodeSpec.of("n2")),
            VhostSpec.of("b.org", "n")
                .withBinds(BindSpec.parse("127.0.0.1:8081", false))
                .withRouters(own)
                .with(
                    VhostOptions.DEFAULTS
                        .withSessions(5)
                        .withTimeoutSeconds(6)
                        .withCacheBytes(7)
                        .withBandwidthKbits(8)
                        .with(HeadForm.RAW)
                        .withSocketIo()
                        .withOrigins("https://c.org"))),
        config.vhosts());
  }

  @Test
  void anIniFileIsReadToo() throws IOException {
    Path ini = folder.resolve("x.ini");
    Files.writeString(
        ini,
        """
        [blastbeat]
        bind = 127.0.0.1:1
        zmq = tcp://127.0.0.1:2
        max-hops = 3
        bnd = x
        [blastbeat:a]
        node = n
        """);
    BridgeConfig whole =
        whole(
            "blastbeat: { file: '%s', sessions: 9, vhosts: [{ name: b, nodes: n }] }"
                .formatted(ini));
    BlastbeatConfig config = whole.blastbeat();
    assertEquals(List.of(VhostSpec.of("a", "n"), VhostSpec.of("b", "n")), config.vhosts());
    assertEquals(List.of(BindSpec.parse("127.0.0.1:1", false)), config.binds());
    assertEquals(3, config.options().maxHops());
    assertEquals(9, config.options().sessions());
    assertTrue(
        whole
            .warnings()
            .contains(
                "zwb.yaml, line 1: blastbeat.file: "
                    + ini
                    + ":5: unknown key \"bnd\", which has no effect; did you mean \"bind\"?"),
        whole.warnings().toString());
  }

  @Test
  void soIsAFolder() throws IOException {
    Files.writeString(folder.resolve("a.ini"), "node = n\n");
    assertEquals(
        List.of(VhostSpec.of("a", "n")),
        read("blastbeat: { file: '%s' }".formatted(folder)).vhosts());
    Files.writeString(folder.resolve("b.ini"), "node =\n");
    assertEquals(
        folder + "/b.ini:1: node: has no value; write node = VALUE",
        refusal("blastbeat: { file: '%s' }".formatted(folder)));
  }

  @Test
  void whatIsWrongIsSaidWithItsPlace() {
    assertEquals(
        "zwb.yaml, line 1: blastbeat.vhosts: is missing; list virtual hosts with their nodes, or"
            + " say a file",
        refusal("blastbeat: { maxHops: 3 }"));
    assertEquals(
        "zwb.yaml, line 1: blastbeat.vhosts.1.name is missing",
        refusal("blastbeat: { vhosts: [{ nodes: n }] }"));
    assertEquals(
        "zwb.yaml, line 1: blastbeat.vhosts.1.routers: there is no router \"x\" in"
            + " blastbeat.routers, which has main",
        refusal(
            "blastbeat: { routers: { main: { address: 'tcp://*:1' } }, vhosts: [{ name: a, routers:"
                + " [x] }] }"));
    assertEquals(
        "zwb.yaml, line 1: blastbeat.vhosts.1.weights.m: is no node of this virtual host; see"
            + " nodes",
        refusal("blastbeat: { vhosts: [{ name: a, nodes: n, weights: { m: 2 } }] }"));
    assertEquals(
        "zwb.yaml, line 1: blastbeat.vhosts.1.key: is of no certificate; say that, too",
        refusal("blastbeat: { vhosts: [{ name: a, nodes: n, key: a.key }] }"));
    assertEquals(
        "zwb.yaml, line 1: blastbeat.vhosts.1.origins: \"c.org\" is no Origin; it begins with a"
            + " scheme: https://c.org, or http://c.org",
        refusal("blastbeat: { vhosts: [{ name: a, nodes: n, origins: [c.org] }] }"));
    assertEquals(
        "zwb.yaml, line 1: blastbeat: two virtual hosts have the name \"a\"; give each its own",
        refusal("blastbeat: { vhosts: [{ name: a, nodes: n }, { name: A, nodes: n }] }"));
    assertEquals(
        "zwb.yaml, line 1: blastbeat: bind-ssl 127.0.0.1:1: no virtual host there has a"
            + " certificate; say certificate and key of one",
        refusal("blastbeat: { bindTls: '127.0.0.1:1', vhosts: [{ name: a, nodes: n }] }"));
    assertEquals(
        "zwb.yaml, line 1: blastbeat.routers.m.curve.serverKey: is not for a router: the bridge"
            + " binds there, and others prove who they are; use clients",
        refusal(
                "blastbeat: { routers: { m: { address: 'tcp://*:1', curve: { serverKey: x } } },"
                    + " vhosts: [{ name: a, nodes: n }] }")
            .lines()
            .filter(line -> line.contains("serverKey"))
            .findFirst()
            .orElseThrow());
  }

  @Test
  void aRouterThatAnybodyMayConnectToIsNamed() {
    String warning =
        "blastbeat: anyone who reaches tcp://0.0.0.0:5000 and knows the name of a node can answer"
            + " in its place, for a name is no authorization; say who may connect with curve (in an"
            + " ini file, zmq-curve-keys and zmq-curve-clients), or bind a loopback address";
    String yaml =
        "blastbeat: { routers: { m: { address: 'tcp://%s:5000' } }, vhosts: [{ name: a, nodes: n }]"
            + " }";
    assertTrue(Cautions.about(whole(yaml.formatted("*")), Instant.EPOCH).contains(warning));
    assertEquals(
        List.of(),
        Cautions.about(whole(yaml.formatted("127.0.0.1")), Instant.EPOCH).stream()
            .filter(line -> line.startsWith("blastbeat"))
            .toList());
  }
}
