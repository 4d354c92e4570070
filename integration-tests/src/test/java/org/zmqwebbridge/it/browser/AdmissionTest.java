package org.zmqwebbridge.it.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zmqwebbridge.auth.Authorizer;
import org.zmqwebbridge.auth.Decision;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.auth.ZmqRequest;
import org.zmqwebbridge.auth.credential.CredentialAuthorizer;
import org.zmqwebbridge.auth.credential.CredentialPlaces;
import org.zmqwebbridge.auth.credential.CredentialVerifier;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.edge.jetty.Pages;
import org.zmqwebbridge.it.BackEnd;
import org.zmqwebbridge.it.PubService;
import org.zmqwebbridge.it.TestBridge;
import org.zmqwebbridge.observe.Counter;

/** Who may come in, and who may open what, as pages meet it. */
final class AdmissionTest {
  @RegisterExtension static final Chromium chromium = new Chromium();

  /** Pages that may connect to any bridge. */
  static final Pages WIDE =
      new Pages(
          new Pages.Root.ClassPath("browser"),
          Pages.INDEX,
          "default-src 'self'; connect-src 'self' ws:");

  /** The original's own example, and a door that wants a word. */
  private static final class Doors extends Authorizer {
    @Override
    public Decision websocketAllowed(Handshake handshake) {
      boolean asked = handshake.query() != null && handshake.query().contains("door");
      return Decision.allowIf(!asked || handshake.query().contains("sesame"), "no word");
    }

    @Override
    public Decision zmqAllowed(ZmqRequest request) {
      return Decision.allowIf("hugo".equals(request.text("username")), "members only");
    }
  }

  private static final String JOIN =
      """
      const [name] = given;
      const ctx = new zmq.Context('/data');
      const members = ctx.Socket(zmq.SUB);
      const heard = new Promise((resolve) => { members.onmessage = resolve; });
      const refused = new Promise((resolve) => {
        members.onerror = (error) => resolve(`${error.code}: ${error.message}`);
      });
      try {
        await members.connect('members', {username: name});
        window.opened = true;
        return await heard;
      } catch (error) {
        return [error.code, (await refused).split(':')[0]];
      }
      """;

  @Test
  void aSocketThatTheHookRefusesSaysSo() {
    try (PubService members = new PubService();
        TestBridge bridge =
            TestBridge.start(
                b ->
                    b.pages("browser")
                        .authorizer(new Doors())
                        .endpoint("members", SocketType.SUB, members.address()));
        Page page = chromium.open(bridge, "blank.html")) {
      assertEquals(List.of("not_allowed", "not_allowed"), page.promise(JOIN, "anna"));
      assertEquals(0, bridge.count(Counter.SOCKETS_OPENED));
    }
  }

  @Test
  void theSameSocketOpensForTheRightName() {
    try (PubService members = new PubService();
        TestBridge bridge =
            TestBridge.start(
                b ->
                    b.pages("browser")
                        .authorizer(new Doors())
                        .endpoint("members", SocketType.SUB, members.address()));
        Page page = chromium.open(bridge, "blank.html")) {
      page.run(
          "(async (...given) => { window.news = await (async () => {" + JOIN + "})() })('hugo')");
      members.awaitSubscription();
      page.await("window.opened");
      members.publish("psst");
      page.await("window.news === 'psst'");
    }
  }

  @Test
  void aPageOfAForeignOriginIsRefused() {
    try (TestBridge foreign = TestBridge.start(b -> b.pages(WIDE));
        BackEnd echo = BackEnd.echo();
        TestBridge bridge =
            TestBridge.start(b -> b.endpoint("echo", SocketType.REQ, echo.address()));
        Page page = chromium.open(foreign, "blank.html")) {
      chromium.expectError("Unexpected response code: 403");
      assertEquals(
          1006L,
          page.promise(
              """
              const ctx = new zmq.Context(given[0], {retry: () => false});
              return new Promise((resolve) => ctx.on('state', (state) => {
                if (state.name === 'refused') resolve(state.close.code);
              }));
              """,
              "ws://127.0.0.1:" + bridge.port() + "/data"));
      assertEquals(1, bridge.count(Counter.HANDSHAKES_REFUSED_ORIGIN));
      assertEquals(0, bridge.count(Counter.CONNECTIONS_OPENED));
    }
  }

  @Test
  void aPageOfABridgeConnectsToNoOtherUnlessItsPolicySaysSo() {
    try (TestBridge own = TestBridge.start(b -> b.pages("browser"));
        TestBridge other = TestBridge.start(b -> b.origin("http://127.0.0.1:" + own.port()));
        Page page = chromium.open(own, "blank.html")) {
      chromium.expectError("Content Security Policy");
      assertEquals(
          "violation",
          page.promise(
              """
              return new Promise((resolve) => {
                document.addEventListener('securitypolicyviolation', () => resolve('violation'));
                const socket = new WebSocket(given[0]);
                socket.onopen = () => resolve('open');
              });
              """,
              other.bridge().uri()));
      assertEquals(0, other.count(Counter.CONNECTIONS_OPENED));
    }
  }

  @Test
  void aForeignOriginThatTheBridgeNamesIsLetIn() {
    try (TestBridge foreign = TestBridge.start(b -> b.pages(WIDE));
        BackEnd echo = BackEnd.echo();
        TestBridge bridge =
            TestBridge.start(
                b ->
                    b.origin("http://127.0.0.1:" + foreign.port())
                        .endpoint("echo", SocketType.REQ, echo.address()));
        Page page = chromium.open(foreign, "blank.html")) {
      assertEquals(
          "from abroad",
          page.promise(
              """
              const req = new zmq.Context(given[0]).Socket(zmq.REQ);
              req.connect('echo');
              return req.send('from abroad');
              """,
              "ws://127.0.0.1:" + bridge.port() + "/data"));
    }
  }

  @Test
  void aHookMayRefuseTheConnectionItself() {
    try (TestBridge bridge = TestBridge.start(b -> b.pages("browser").authorizer(new Doors()));
        Page page = chromium.open(bridge, "blank.html")) {
      String enter =
          """
          const ctx = new zmq.Context(given[0]);
          ctx.onerror = () => {};
          return new Promise((resolve) => ctx.on('state', ({name, close}) => {
            if (name === 'refused') resolve(close.code + ' ' + close.reason);
            if (name === 'live') resolve(name);
          }));
          """;
      assertEquals("3003 not allowed", page.promise(enter, "/data?door=please"));
      assertEquals("live", page.promise(enter, "/data?door=sesame"));
    }
  }

  /** Lets in by a token that names its bearer, for a moment if it is the first. */
  private static CredentialAuthorizer tokens() {
    CredentialVerifier verifier =
        token ->
            switch (token) {
              case "hugo 1" -> Decision.allow(Grant.to("hugo").until(soon()));
              case "hugo 2" -> Decision.allow(Grant.to("hugo"));
              default -> Decision.deny("no such token");
            };
    CredentialPlaces asSubprotocol =
        new CredentialPlaces(Optional.empty(), true, false, Optional.empty());
    return new CredentialAuthorizer(asSubprotocol, List.of(verifier), Optional.empty());
  }

  private static Instant soon() {
    return Instant.now().plusMillis(500);
  }

  @Test
  void aPageWithABadCredentialIsToldAndStops() {
    try (BackEnd echo = BackEnd.echo();
        TestBridge bridge =
            TestBridge.start(
                b ->
                    b.pages("browser")
                        .authorizer(tokens())
                        .endpoint("echo", SocketType.REQ, echo.address()));
        Page page = chromium.open(bridge, "blank.html")) {
      Object told =
          page.promise(
              """
              const states = [];
              const ctx = new zmq.Context('/data', {credential: 'somebody else'});
              ctx.on('state', (state) => states.push(state.name));
              const heard = new Promise((resolve) => { ctx.onerror = ({code}) => resolve(code); });
              const code = await ctx.Socket(zmq.REQ).connect('echo').catch((error) => error.code);
              return [code, await heard, ctx.state.close.code, states.join()];
              """);
      assertEquals(List.of("refused", "refused", 3003L, "refused"), told);
      assertEquals(0, bridge.count(Counter.CONNECTIONS_OPENED));
    }
  }

  @Test
  void aPageRenewsItsCredentialInPlaceAndStaysAwayWhenItIsRevoked() {
    try (BackEnd echo = BackEnd.echo();
        TestBridge bridge = withTokens(echo);
        Page page = chromium.open(bridge, "blank.html")) {
      comeWithCredential(page, "WebSocket");
      page.await("window.asked === 2 && window.renewed === 1");
      assertStaysUntilRevoked(bridge, page);
      assertEquals(
          List.of("live", "refused"),
          page.promise("return window.states.map((state) => state.name)"));
    }
  }

  @Test
  void onTheFirstWireAPageComesBackWithAnotherCredentialWhenItsOwnHasEnded() {
    try (BackEnd echo = BackEnd.echo();
        TestBridge bridge = withTokens(echo);
        Page page = chromium.open(bridge, "blank.html")) {
      comeWithCredential(
          page,
          "class extends WebSocket { constructor(url, offered) {"
              + " super(url, offered.filter((one) => one !== 'zwb.2')) } }");
      page.await("window.asked === 2 && window.req.state === 'live'");
      assertEquals(
          1008L,
          page.promise(
              "return window.states.find((state) => state.name === 'reconnecting').close.code"));
      assertStaysUntilRevoked(bridge, page);
    }
  }

  private static TestBridge withTokens(BackEnd echo) {
    return TestBridge.start(
        b ->
            b.pages("browser")
                .authorizer(tokens())
                .endpoint("echo", SocketType.REQ, echo.address()));
  }

  /** Of which the first one ends soon. */
  private static void comeWithCredential(Page page, String webSocket) {
    page.run(
        """
        window.asked = 0;
        window.renewed = 0;
        window.states = [];
        const credential = async () => `hugo ${++window.asked}`;
        window.ctx = new zmq.Context('/data', {credential, WebSocket: %s});
        window.ctx.on('state', (state) => window.states.push(state));
        window.ctx.on('authorized', () => { window.renewed++; });
        window.req = window.ctx.Socket(zmq.REQ);
        window.req.connect('echo');
        """
            .formatted(webSocket));
  }

  private static void assertStaysUntilRevoked(TestBridge bridge, Page page) {
    assertEquals("still here", page.promise("return window.req.send('still here')"));
    bridge.bridge().revoke("hugo");
    page.await("window.ctx.state.name === 'refused'");
    assertEquals(3003L, page.promise("return window.ctx.state.close.code"));
    assertEquals(2L, page.promise("return window.asked"));
  }
}
