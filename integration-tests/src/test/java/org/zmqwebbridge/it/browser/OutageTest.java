package org.zmqwebbridge.it.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.zmqwebbridge.BridgeBuilder;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.it.Answers;
import org.zmqwebbridge.it.Asker;
import org.zmqwebbridge.it.BackEnd;
import org.zmqwebbridge.it.FreePort;
import org.zmqwebbridge.it.PubService;
import org.zmqwebbridge.it.PythonPeer;
import org.zmqwebbridge.it.RouterService;
import org.zmqwebbridge.it.TestBridge;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;

/** What breaks under an open page mends without it, and what was lost is told. */
final class OutageTest {
  @RegisterExtension static final Chromium chromium = new Chromium();

  /** Opens a context and remembers each state it was in. */
  private static final String CONTEXT =
      """
      window.ctx = new zmq.Context(arguments[0], arguments[1] ? {retry: () => 50} : {});
      window.states = [];
      ctx.on('state', (state) => states.push(state.name));
      """;

  private static final String REQ =
      """
      window.req = ctx.Socket(zmq.REQ);
      window.outcomes = [];
      window.ask = (text) => req.send(text).then(
          (reply) => outcomes.push(reply), (error) => outcomes.push(error.code));
      req.connect('echo');
      """;

  private static final String SUB =
      """
      window.heard = [];
      const sub = ctx.Socket(zmq.SUB);
      sub.onmessage = (text) => heard.push(text);
      sub.connect('news');
      """;

  private static final String REP =
      """
      const rep = ctx.Socket(zmq.REP);
      rep.identity = 'desk';
      rep.onmessage = (question) => rep.send('re: ' + question);
      window.repOpen = 0;
      rep.onopen = () => { repOpen += 1; };
      rep.connect('page');
      """;

  private static void awaitOutcomes(Page page, String... outcomes) {
    page.await("outcomes.join() === arguments[0]", String.join(",", outcomes));
  }

  @Test
  void aServiceThatIsKilledAndRestartedIsFoundAgain() {
    PythonPeer service = PythonPeer.start("rep");
    String address = service.address();
    try (TestBridge bridge =
            TestBridge.start(b -> b.pages("browser").endpoint("echo", SocketType.REQ, address));
        Page page = chromium.open(bridge, "blank.html")) {
      page.run(CONTEXT + REQ, "/data");
      page.run("ask('before')");
      awaitOutcomes(page, "BEFORE");
      service.kill();
      bridge.awaitCount(Counter.PEERS_LOST, 1);
      page.run("ask('meanwhile')");
      try (PythonPeer again = PythonPeer.start("rep", "" + URI.create(address).getPort())) {
        again.address();
        awaitOutcomes(page, "BEFORE", "MEANWHILE");
        page.run("ask('after')");
        awaitOutcomes(page, "BEFORE", "MEANWHILE", "AFTER");
      }
      assertEquals(List.of("live"), page.run("return states"));
    } finally {
      service.close();
    }
  }

  @Test
  void aRequestThatDiesWithItsServiceSaysSo() {
    int port = FreePort.find();
    try (TestBridge bridge =
            TestBridge.start(
                b ->
                    b.pages("browser")
                        .endpoint("echo", SocketType.REQ, "tcp://127.0.0.1:" + port));
        Page page = chromium.open(bridge, "blank.html")) {
      page.run(CONTEXT + REQ, "/data");
      try (RouterService service = new RouterService(port, 1000)) {
        page.run("ask('taken')");
        service.receive("taken");
      }
      awaitOutcomes(page, "gateway_lost");
      try (BackEnd again = BackEnd.start(port, Answers.ECHO)) {
        page.run("ask('again')");
        awaitOutcomes(page, "gateway_lost", "again");
        assertEquals(port, again.port());
      }
      assertEquals(List.of("live"), page.run("return states"));
    }
  }

  @Test
  void aPublisherThatIsKilledAndRestartedIsHeardAgain() {
    PythonPeer publisher = PythonPeer.start("pub");
    String address = publisher.address();
    try (TestBridge bridge =
            TestBridge.start(b -> b.pages("browser").endpoint("news", SocketType.SUB, address));
        Page page = chromium.open(bridge, "blank.html")) {
      page.run(CONTEXT + SUB, "/data");
      publisher.expect("subscribed");
      publisher.send("before");
      page.await("heard.join() === 'before'");
      publisher.kill();
      try (PythonPeer again = PythonPeer.start("pub", "" + URI.create(address).getPort())) {
        again.address();
        again.expect("subscribed");
        again.send("after");
        page.await("heard.join() === 'before,after'");
      }
      assertEquals(List.of("live"), page.run("return states"));
    } finally {
      publisher.close();
    }
  }

  @Test
  void aBridgeThatIsRestartedGetsAllSocketsBack() {
    chromium.tolerateErrors("WebSocket connection to");
    String pages = FreePort.address();
    try (RouterService service = new RouterService();
        PubService news = new PubService();
        Asker asker = Asker.dealer(pages)) {
      UnaryOperator<BridgeBuilder> settings =
          b ->
              b.pages("browser")
                  .endpoint("echo", SocketType.REQ, service.address())
                  .endpoint("news", SocketType.SUB, news.address())
                  .endpoint("page", SocketType.REP, pages);
      TestBridge first = TestBridge.start(settings);
      int port = first.port();
      try (Page page = chromium.open(first, "blank.html")) {
        page.run(CONTEXT + REQ + SUB + REP, "/data");
        page.await("repOpen === 1").run("ask('under way')");
        service.receive("under way");
        news.awaitSubscription();
        first.close();
        awaitOutcomes(page, "shutdown");
        page.run("ask('waiting')");
        try (TestBridge second =
            TestBridge.start(b -> settings.apply(b).listen("127.0.0.1:" + port))) {
          service.reply(service.receive("waiting"), "here");
          awaitOutcomes(page, "shutdown", "here");
          page.await("repOpen === 2");
          // Who publishes may not have noticed that the first one left: publish until it is heard.
          Await.await(
              "news",
              () -> {
                news.publish("still here");
                return page.run("return heard[0]") != null;
              });
          asker.ask("", "who", "desk");
          assertEquals(List.of("", "re: who"), asker.answer());
          assertEquals(1, second.count(Counter.CONNECTIONS_OPENED));
          page.leave();
        }
      } finally {
        first.close();
      }
    }
  }

  @Test
  void aRequestThatDiesWithItsBridgeIsLostAndNotRepeated(@TempDir Path empty) {
    chromium.tolerateErrors("WebSocket connection to");
    try (TestBridge site = TestBridge.start(b -> b.pages(AdmissionTest.WIDE));
        RouterService service = new RouterService();
        Page page = chromium.open(site, "blank.html")) {
      String uri;
      try (Program bridge = serve(empty, "127.0.0.1:0", site, service.address())) {
        uri = bridge.awaitLine("zwb: ws:");
        page.run(CONTEXT + REQ, "ws:" + uri, "soon");
        page.run("ask('under way'); ask('waiting')");
        service.receive("under way");
        bridge.kill();
      }
      awaitOutcomes(page, "connection_lost");
      String listen = "127.0.0.1:" + URI.create("ws:" + uri).getPort();
      try (Program again = serve(empty, listen, site, service.address())) {
        again.awaitLine("zwb: ws:");
        service.reply(service.receive("waiting"), "here");
        awaitOutcomes(page, "connection_lost", "here");
        page.leave();
      }
    }
  }

  /** The program, as {@code ./zwb serve} runs it. */
  private static Program serve(Path empty, String listen, TestBridge site, String echo) {
    return Program.java(
        empty,
        "org.zmqwebbridge.BridgeMain",
        "serve",
        "--set",
        "listen=" + listen,
        "--set",
        "management=127.0.0.1:0",
        "--set",
        "websocket.origins=[\"http://127.0.0.1:" + site.port() + "\"]",
        "--set",
        "endpoints.echo.type=REQ",
        "--set",
        "endpoints.echo.address=" + echo);
  }
}
