package org.zmqwebbridge.it.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zmqwebbridge.BridgeBuilder;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.edge.DeflateSettings;
import org.zmqwebbridge.it.BackEnd;
import org.zmqwebbridge.it.PubService;
import org.zmqwebbridge.it.TestBridge;

/** Browsers offer permessage-deflate; whether they get it is the configuration's choice. */
final class DeflateTest {
  @RegisterExtension static final Chromium chromium = new Chromium();

  private static final String EXTENSIONS =
      """
      const ws = new WebSocket(location.origin.replace(/^http/, 'ws') + '/data');
      await new Promise((open) => { ws.onopen = open; });
      const agreed = ws.extensions;
      await new Promise((closed) => { ws.onclose = closed; ws.close(); });
      return agreed;
      """;

  private static void session(PubService news, Page page) {
    page.run(
        """
        window.ctx = new zmq.Context('/data');
        window.req = ctx.Socket(zmq.REQ);
        req.connect('echo');
        window.heard = [];
        const sub = ctx.Socket(zmq.SUB);
        sub.onmessage = (text) => heard.push(text);
        sub.connect('news');
        """);
    news.awaitSubscription();
    String large = "a large text, in which much is repeated; ".repeat(2000);
    assertEquals(large, page.promise("return await req.send(arguments[0])", large));
    assertEquals("small", page.promise("return await req.send('small')"));
    news.publish(large);
    page.await("heard.length === 1 && heard[0] === arguments[0]", large);
    page.leave();
  }

  private static void agrees(String extensions, UnaryOperator<BridgeBuilder> setting) {
    try (BackEnd echo = BackEnd.echo();
        PubService news = new PubService();
        TestBridge bridge =
            TestBridge.start(
                b ->
                    setting.apply(
                        b.pages("browser")
                            .endpoint("echo", SocketType.REQ, echo.address())
                            .endpoint("news", SocketType.SUB, news.address())));
        Page page = chromium.open(bridge, "blank.html")) {
      assertEquals(extensions, page.promise(EXTENSIONS));
      session(news, page);
    }
  }

  @Test
  void chromiumAgreesAndASessionWorks() {
    agrees(
        "permessage-deflate; server_no_context_takeover; client_no_context_takeover",
        b -> b.deflate(DeflateSettings.DEFAULTS));
  }

  @Test
  void withoutTheSettingNothingIsAgreedOnAndASessionWorks() {
    agrees("", b -> b);
  }
}
