package org.zmqwebbridge.it.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zmqwebbridge.it.FreePort;
import org.zmqwebbridge.it.PythonPeer;
import org.zmqwebbridge.it.TestBridge;
import org.zmqwebbridge.kit.Await;

/** A page that a node of BlastBeat serves, and its WebSockets. */
@SuppressWarnings("try") // the node is there until the test ends
final class BlastbeatPageTest {
  @RegisterExtension static final Chromium chromium = new Chromium();

  private static final String OPEN =
      """
      const socket = async () => {
        const made = new WebSocket('ws://' + location.host + '/ws');
        made.binaryType = 'arraybuffer';
        await new Promise((resolve) => { made.onopen = resolve; });
        return made;
      };
      const ask = (made, said) => new Promise((resolve) => {
        made.onmessage = (event) => resolve(event.data);
        made.send(said);
      });
      """;

  @Test
  void pageAndNodeSpeakInTextsBytesAndGroupsAndPartWithACode() {
    int port = FreePort.find();
    String router = FreePort.address();
    String yaml =
        """
        blastbeat:
          bind: 127.0.0.1:%1$d
          routers: {nodes: {address: "%2$s"}}
          vhosts:
            - {name: localhost, aliases: ["127.0.0.1:%1$d"], nodes: python}
        """
            .formatted(port, router);
    try (TestBridge bridge = TestBridge.configuredBy(yaml);
        PythonPeer node = PythonPeer.start("blastbeat_node", router, "python")) {
      Await.await("the node", () -> bridge.gauge("zwb.blastbeat.nodes") == 1);
      try (Page page = chromium.open("http://127.0.0.1:" + port + "/page")) {
        assertEquals(
            "h\u00e9llo", page.promise(OPEN + "return ask(await socket(), 'h\u00e9llo');"));
        assertEquals(
            List.of(255L, 0L),
            page.promise(
                OPEN
                    + "const bytes = await ask(await socket(), new Uint8Array([255, 0]));"
                    + "return [...new Uint8Array(bytes)];"));
        assertEquals("room hi", page.promise(OPEN + "return ask(await socket(), 'room hi');"));
        assertEquals(
            1000L,
            page.promise(
                OPEN
                    + "const made = await socket(); const end = new Promise((resolve) =>"
                    + " { made.onclose = (event) => resolve(event.code); });"
                    + "made.send('bye'); return end;"));
      }
    }
  }
}
