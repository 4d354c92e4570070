package org.zmqwebbridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zmqwebbridge.config.ConfigSources;
import org.zmqwebbridge.edge.Listener;
import org.zmqwebbridge.edge.Served;
import org.zmqwebbridge.flow.SlowReaderPolicy;
import org.zmqwebbridge.grip.DeliveryRate;
import org.zmqwebbridge.grip.Forwarding;
import org.zmqwebbridge.grip.Forwarding.ForwardedFor;
import org.zmqwebbridge.grip.GripConfig;
import org.zmqwebbridge.grip.GripRoute;
import org.zmqwebbridge.grip.RouteLine;
import org.zmqwebbridge.grip.SockjsSpec;
import org.zmqwebbridge.grip.zhttp.ZhttpLimits;
import org.zmqwebbridge.sockjs.SockjsLimits;

/** The section grip of zwb.yaml. */
class GripSettingsTest {
  @TempDir private Path folder;

  private static BridgeConfig config(String yaml) {
    return BridgeSettings.read(new ConfigSources().yaml(yaml, "zwb.yaml").read()).config();
  }

  private static GripRoute only(String yaml) {
    List<GripRoute> routes = config(yaml).grip().routes().routes();
    assertEquals(1, routes.size());
    return routes.get(0);
  }

  @Test
  void withoutTheSectionThereIsNone() {
    assertFalse(config("listen: 8000").grip().isOn());
  }

  @Test
  void itHasAListenerOfItsOwnForPublishers() {
    BridgeConfig config = config("grip: { routes: ['* test'] }");
    assertTrue(config.grip().isOn());
    assertFalse(config.grip().answersAll(), "others answer besides");
    Listener control = config.edge().listeners().get(0);
    assertEquals(Set.of(Served.GRIP_CONTROL), control.serves());
    assertEquals("127.0.0.1", control.listen().get(0).getHostString());
    assertEquals(5561, control.listen().get(0).getPort());
    assertEquals(List.of(), Cautions.about(config, Instant.EPOCH));
  }

  @Test
  void unlessAnotherListenerIsForThem() {
    BridgeConfig config =
        config(
            "listeners: { inside: { listen: 127.0.0.1:0, serves: [grip-control] } }\n"
                + "grip: { routes: ['* test'] }");
    assertEquals(
        List.of("inside"), config.edge().listeners().stream().map(Listener::name).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "targets: ['127.0.0.1:1']|* 127.0.0.1:1",
        "domain: a.b, path_beg: /x, targets: ['h:1,over_http', 'h:2']|"
            + "a.b,path_beg=/x h:1,over_http h:2",
        "proto: ws, ssl: yes, debug: true, aco: true, targets: [test]|"
            + "*,proto=ws,ssl=yes,debug,aco test",
        "header: ['X-A: 1, 2', 'X-B:'], path_rem: 3, targets: [test]|"
            + "*,\"header=X-A: 1, 2\",header=X-B:,path_rem=3 test",
        "prefix: 'a \"b\" \\c', sig_iss: me, sig_key: k, targets: [test]|"
            + "*,\"prefix=a \\\"b\\\" \\\\c\",sig_iss=me,sig_key=k test"
      })
  void aRouteInASectionIsTheSameInALine(String section, String line) {
    GripRoute read =
        only("grip: { routes: [{ " + section.replace("ssl: yes", "ssl: 'yes'") + " }] }");
    assertEquals(RouteLine.read(line).orElseThrow(), read);
  }

  @Test
  void routesOfAFileComeBesides() throws IOException {
    Path file = Files.writeString(folder.resolve("routes"), "b.example test\nnonsense\n");
    BridgeConfig config = config("grip: { routes: ['a.example test'], routesFile: " + file + " }");
    assertEquals(2, config.grip().routes().routes().size());
    assertEquals(1, config.warnings().size());
    assertTrue(config.warnings().get(0).contains("routes:2: "), config.warnings().get(0));
  }

  @Test
  void allElseIsTaken() {
    GripConfig grip =
        config(
                """
                relay: { stores: { live: { type: memory } } }
                grip:
                  routes: ['* test']
                  store: live
                  channels: shared
                  keep: { messages: 5, bytes: 1000, seconds: 60 }
                  sig: { iss: me, key: k }
                  upstreamKey: u
                  maxSubscriptions: 3
                  minHoldSeconds: 1
                  origins: { idleMillis: 100 }
                  slowReaders: oldest
                """)
            .grip();
    assertEquals("live", grip.store());
    assertTrue(grip.isShared());
    assertEquals(5, grip.retention().maxMessages());
    assertEquals("me", grip.signatures().own().orElseThrow().issuer());
    assertEquals("u", grip.signatures().upstreamKey().orElseThrow());
    assertEquals(3, grip.limits().maxSubscriptions());
    assertEquals(1, grip.limits().minHoldSeconds());
    assertEquals(100, grip.origins().idleMillis());
    assertEquals(SlowReaderPolicy.OLDEST, grip.slowReaders());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|grip.routes: is missing",
        "routes: ['nonsense']|a route has a target",
        "routes: [{ domain: a.b }]|targets",
        "routes: [{ targets: ['nowhere'] }]|a target is host:port",
        "routes: ['* test'], store: other|relay has no store other",
        "routes: ['* test'], sig: { key: 'base64:!' }|grip.sig.key: what follows base64:",
        "routes: ['* test'], upstreamKey: 'file:/nowhere'|grip.upstreamKey: the key's file",
        "routes: ['* test'], control: { listen: 0.0.0.0:5561 }|grip.control.secretFile",
        "routes: ['* test'], control: { secretFile: /nowhere }|/nowhere does not exist"
      })
  void whatIsWrongIsSaid(String section, String said) {
    String yaml = section.equals("{}") ? "grip: {}" : "grip: { " + section + " }";
    String message = assertThrows(RuntimeException.class, () -> config(yaml)).getMessage();
    assertTrue(message.contains(said), message);
  }

  @Test
  void aReloadTakesOverRoutesAndNamesWhatNeedsARestart() {
    BridgeConfig before = config("grip: { routes: ['* test'] }");
    ConfigDifferences found =
        ConfigDifferences.between(
            before, config("grip: { routes: ['a.b test'], maxSubscriptions: 3 }"));
    assertEquals(Set.of("grip.routes"), found.reloaded());
    assertEquals(Set.of("grip.maxSubscriptions"), found.restart());
    BridgeConfig after = before.reloaded(config("grip: { routes: ['a.b test'] }"));
    assertEquals("a.b", after.grip().routes().routes().get(0).condition().domain());
  }

  @Test
  void aProxyThatIsNewNeedsARestart() {
    ConfigDifferences found =
        ConfigDifferences.between(config("{}"), config("grip: { routes: ['* test'] }"));
    assertEquals(Set.of(), found.reloaded());
    assertTrue(found.restart().contains("grip"), found.restart().toString());
  }

  @Test
  void whatIsForwardedCountedAndCarriedIsAsItSays() {
    GripConfig grip =
        config(
                """
                grip:
                  routes: ['* test']
                  messageRate: 10
                  messageHwm: 11
                  forwarding:
                    choosesRoutes: true
                    acceptsProtocol: true
                    protocol: both
                    ofOthers: "truncate:0,append"
                    ofTrusted: append
                    cdnLoop: my-cdn
                    markedOnly: [X-One]
                  stats:
                    address: tcp://127.0.0.1:5565
                    format: json
                    connectionSeconds: 1
                    subscriptionSeconds: 2
                    reportSeconds: 3
                  sockjs:
                    script: https://cdn.example/sockjs.js
                    heartbeatMillis: 1
                    leaveMillis: 2
                    maxStreamBytes: 1025
                    maxMessageBytes: 1026
                    maxPendingBytes: 1027
                    maxSessions: 6
                    maxBytes: 4096
                  zhttp:
                    unreachableMillis: 1
                    idleMillis: 2
                    maxBytes: 2000
                    maxWaiting: 4
                    credits: 5000
                """)
            .grip();
    assertEquals(new DeliveryRate(10, 11), grip.publishers().rate());
    assertEquals(
        Forwarding.STANDARD
            .choosing(true)
            .with(true, Forwarding.Protocol.BOTH)
            .with(new ForwardedFor(0, true), new ForwardedFor(-1, true))
            .withCdnLoop("my-cdn")
            .withMarkedOnly(Set.of("x-one")),
        grip.forwarding());
    assertEquals("tcp://127.0.0.1:5565", grip.stats().address().orElseThrow().toString());
    assertTrue(grip.stats().isJson());
    assertEquals(
        List.of(1, 2, 3),
        List.of(
            grip.stats().connectionSeconds(),
            grip.stats().subscriptionSeconds(),
            grip.stats().reportSeconds()));
    assertEquals(
        new SockjsSpec(
            "https://cdn.example/sockjs.js", new SockjsLimits(1, 2, 1025, 1026, 1027, 6), 4096),
        grip.sockjs());
    assertEquals(new ZhttpLimits(1, 2, 2000, 4, 5000), grip.zhttp());
  }

  @ParameterizedTest
  @CsvSource({
    "'forwarding: { ofOthers: cut }', truncate:N",
    "'forwarding: { protocol: yes }', none of proto",
    "'stats: { address: \"tcp://0.0.0.0:5565\" }', bind 127.0.0.1",
    "'stats: { format: xml }', none of tnetstring",
    "'zhttp: { credits: 0 }', no whole number"
  })
  void whatCannotBeIsRefused(String more, String said) {
    String yaml = "grip: { routes: ['* test'], " + more + " }";
    String message = assertThrows(RuntimeException.class, () -> config(yaml)).getMessage();
    assertTrue(message.contains(said), message);
  }

  @Test
  void optionsThatMeanNothingAreNamed() {
    assertEquals(1, config("grip: { routes: ['*,session test'] }").warnings().size());
    assertEquals(
        2,
        config("grip: { routes: [{ session: true, log_level: '2', targets: [test] }] }")
            .warnings()
            .size());
  }
}
