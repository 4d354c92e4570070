package org.zmqwebbridge.it.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zmqwebbridge.blastbeat.config.BindSpec;
import org.zmqwebbridge.blastbeat.config.BlastbeatConfig;
import org.zmqwebbridge.blastbeat.config.RouterSpec;
import org.zmqwebbridge.blastbeat.config.TlsFiles;
import org.zmqwebbridge.blastbeat.config.VhostOptions;
import org.zmqwebbridge.blastbeat.config.VhostSpec;
import org.zmqwebbridge.it.FreePort;
import org.zmqwebbridge.it.PythonPeer;
import org.zmqwebbridge.it.TestBridge;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.Certificate;

/** Chromium comes to a node of BlastBeat by HTTP/2, with its WebSockets too (RFC 8441). */
@SuppressWarnings("try") // the node is there until the test ends
final class BlastbeatHttp2Test {
  @RegisterExtension static final Chromium chromium = new Chromium();

  private static final String ASK =
      """
      const made = new WebSocket('wss://' + location.host + '/ws');
      await new Promise((resolve) => { made.onopen = resolve; });
      const ask = (said) => new Promise((resolve) => {
        made.onmessage = (event) => resolve(event.data);
        made.send(said);
      });
      """;

  private static BlastbeatConfig config(String place, String router) {
    Certificate own = Certificate.shared();
    VhostSpec host =
        VhostSpec.of(place, "python")
            .with(VhostOptions.DEFAULTS.with(new TlsFiles(own.pem(), own.key())));
    return BlastbeatConfig.of(
        List.of(BindSpec.parse(place, true)), List.of(RouterSpec.parse(router)), List.of(host));
  }

  @Test
  void aPageItsFetchesAndItsSocketsAreStreamsOfOneConnection() {
    String place = "127.0.0.1:" + FreePort.find();
    String router = FreePort.address();
    try (TestBridge bridge = TestBridge.start(b -> b.blastbeat(config(place, router)));
        PythonPeer node = PythonPeer.start("blastbeat_node", router, "python")) {
      Await.await("the node", () -> bridge.gauge("zwb.blastbeat.nodes") == 1);
      try (Page page = chromium.open("https://" + place + "/page")) {
        assertEquals(
            "h2", page.run("return performance.getEntriesByType('navigation')[0].nextHopProtocol"));
        Object port = page.promise("return (await fetch('/port')).text()");
        assertEquals(port, page.promise(ASK + "return ask('port')"));
        assertEquals("h\u00e9llo", page.promise(ASK + "return ask('h\u00e9llo')"));
        assertEquals(
            1000L,
            page.promise(
                ASK
                    + "const end = new Promise((resolve) =>"
                    + " { made.onclose = (event) => resolve(event.code); });"
                    + "made.send('bye'); return end;"));
        page.leave();
      }
    }
  }
}
