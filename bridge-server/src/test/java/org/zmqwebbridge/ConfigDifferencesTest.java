package org.zmqwebbridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.auth.Authorizer;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.config.ConfigSources;
import org.zmqwebbridge.config.Section;
import org.zmqwebbridge.edge.DeflateSettings;
import org.zmqwebbridge.rate.RateLimits;

/** Every part of a configuration that differs is named: as taken over, or as for a restart. */
class ConfigDifferencesTest {
  private static ConfigDifferences differences(UnaryOperator<BridgeBuilder> change) {
    return ConfigDifferences.between(
        Bridge.builder().management("127.0.0.1:9000").config(),
        change.apply(Bridge.builder().management("127.0.0.1:9000")).config());
  }

  private static void takenOver(String name, UnaryOperator<BridgeBuilder> change) {
    assertEquals(new ConfigDifferences(Set.of(name), Set.of()), differences(change));
  }

  private static void needsRestart(String name, UnaryOperator<BridgeBuilder> change) {
    assertEquals(new ConfigDifferences(Set.of(), Set.of(name)), differences(change));
  }

  @Test
  void equalOnesDoNotDiffer() {
    assertEquals(new ConfigDifferences(Set.of(), Set.of()), differences(b -> b));
  }

  @Test
  void whatARunningBridgeTakesOverIsCalledAsItsSettingIs() {
    takenOver("websocket.origins", b -> b.origin("https://a.example"));
    takenOver("rates.perConnection", b -> b.rates(new RateLimits(7, 0, 1)));
    takenOver("deadlines.hookMillis", b -> b.hookMillis(7));
    takenOver("deadlines.firstFrameMillis", b -> b.firstFrameMillis(7));
    takenOver("deadlines.drainMillis", b -> b.drainMillis(7));
    takenOver("deadlines.shutdownMillis", b -> b.shutdownMillis(700));
    takenOver("auth", b -> b.authorizer(Authorizer.DENY_ALL));
  }

  @Test
  void whatItDoesNotIsForARestart() {
    needsRestart("listen", b -> b.listen("127.0.0.1:1"));
    needsRestart("management.listen", b -> b.management("127.0.0.1:1"));
    needsRestart("websocket.path", b -> b.path("/other"));
    needsRestart("websocket.deflate", b -> b.deflate(DeflateSettings.DEFAULTS));
    needsRestart("tls", b -> b.tls(Path.of("a"), Path.of("b")));
    needsRestart("pages", b -> b.pages("folder"));
    needsRestart("auth.class", b -> b.hookClass("a.B"));
    needsRestart("auth.revokedSeconds", b -> b.revokedSeconds(7));
    needsRestart("threads.loops", b -> b.loops(63));
    needsRestart("threads.selectors", b -> b.selectors(63));
    needsRestart("deadlines.stuckMillis", b -> b.stuckMillis(777));
    needsRestart("reload.watch", b -> b.watchFiles(true));
    needsRestart("resolver", b -> b.resolver(name -> null));
  }

  /** The names of all of them are those that a file would hold. */
  @Test
  void aPartOfASectionIsCalledAsItsSettingIs() {
    assertEquals(
        Set.of("trustedProxies", "clientAddress"),
        restart("", "{ trustedProxies: [10.0.0.0/8], clientAddress: forwarded }"));
    assertEquals(
        Set.of("pages.folder", "pages.index", "pages.csp"),
        restart(
            "pages: src", "pages: { folder: target, index: a.html, csp: \"default-src 'none'\" }"));
    assertEquals(Set.of("pages"), restart("", "pages: src"));
    assertEquals(
        Set.of("websocket.deflate.level", "threads.loops"),
        restart(
            "websocket: { deflate: true }",
            "{ websocket: { deflate: { level: 9 } }, threads: { loops: 63 } }"));
  }

  private static Set<String> restart(String before, String after) {
    return ConfigDifferences.between(
            BridgeSettings.read(section(before)).config(),
            BridgeSettings.read(section(after)).config())
        .restart();
  }

  @Test
  void everyLimitIsTakenOverByItsOwnName() {
    BridgeConfig before = BridgeSettings.read(section("")).config();
    BridgeConfig after =
        BridgeSettings.read(
                section(
                    "limits: { maxMessageBytes: 2048, maxHeaderBytes: 9000, maxEndpoints: 7 }\n"
                        + "deadlines: { pingMillis: 777, requestMillis: 777, handshakeMillis: 777"
                        + " }"))
            .config();
    assertEquals(
        Set.of(
            "limits.maxMessageBytes",
            "limits.maxHeaderBytes",
            "limits.maxEndpoints",
            "deadlines.pingMillis",
            "deadlines.requestMillis",
            "deadlines.handshakeMillis"),
        ConfigDifferences.between(before, after).reloaded());
  }

  private static Section section(String yaml) {
    return new ConfigSources().yaml(yaml, "zwb.yaml").read();
  }

  /** The next difference is with what it runs with, not with what was wanted. */
  @Test
  void whatNeedsARestartDiffersUntilThen() {
    BridgeConfig running = Bridge.builder().config();
    BridgeConfig wanted =
        Bridge.builder()
            .path("/other")
            .origin("https://a.example")
            .endpoint("a", SocketType.REQ, "tcp://127.0.0.1:1")
            .config();
    BridgeConfig then = running.reloaded(wanted);
    ConfigDifferences again = ConfigDifferences.between(then, wanted);
    assertEquals(new ConfigDifferences(Set.of(), Set.of("websocket.path")), again);
    assertTrue(then.endpoints().all().iterator().hasNext());
  }
}
