package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zmqwebbridge.Bridge;
import org.zmqwebbridge.Configured;
import org.zmqwebbridge.ReloadReport;
import org.zmqwebbridge.ReloadSource;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.observe.Counter;

/**
 * A bridge that runs goes by another configuration: what is allowed stays, what is not is closed
 * with a reason, and what only a restart can change is named.
 */
@SuppressWarnings("try") // a service that goes away is closed before its block ends
final class ReloadTest {
  private static final String SECRET = "correct-horse-battery-staple";
  private static final String NEXT_SECRET = "quite-another-secret-of-today";

  @TempDir private Path folder;

  private static String endpoint(String name, String type, String address) {
    return "endpoints." + name + "={type: " + type + ", address: \"" + address + "\"}";
  }

  private static void done(ReloadReport report, String... changed) {
    assertTrue(report.isDone(), report.toString());
    assertEquals(List.of(changed), report.changed());
  }

  private Path secret(String text) {
    try {
      Path file = Files.writeString(folder.resolve("secret"), text + "\n");
      return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RawPage bearing(TestBridge bridge, String secret) {
    return RawPage.open(bridge.upgrade().with("Authorization: Bearer " + secret));
  }

  // Endpoints

  @Test
  void anEndpointThatIsAddedIsOpenAtOnceAndNobodyIsClosedForIt() {
    try (BackEnd echo = BackEnd.echo();
        BackEnd other = BackEnd.echo();
        TestBridge bridge = TestBridge.configured(endpoint("a", "REQ", echo.address()))) {
      RawPage page = bridge.page();
      page.connected("1", "a", Json.REQ);
      page.connect("2", "b", Json.REQ).expectRefused("2", "not_allowed");
      done(
          bridge.reload(
              endpoint("a", "REQ", echo.address()), endpoint("b", "REQ", other.address())),
          "endpoints.b (added)");
      page.connected("2", "b", Json.REQ);
      page.send("2", "x").expect("2", "x");
      page.send("1", "y").expect("1", "y");
      page.close();
      assertEquals(1, bridge.count(Counter.RELOADS));
      assertEquals(0, bridge.count(Counter.RELOADS_CLOSED));
    }
  }

  @Test
  void whoHasASocketAtAnEndpointThatIsRemovedHasItsOutcomesAndIsToldToComeBack() {
    try (BackEnd echo = BackEnd.echo();
        RouterService mute = new RouterService();
        TestBridge bridge =
            TestBridge.configured(
                endpoint("a", "REQ", echo.address()), endpoint("gone", "REQ", mute.address()))) {
      RawPage stays = bridge.page();
      stays.connected("1", "a", Json.REQ);
      RawPage user = bridge.page();
      user.connected("1", "gone", Json.REQ);
      user.send("1", "never answered");
      bridge.awaitCount(Counter.REQUESTS, 1);
      ReloadReport report = bridge.reload(endpoint("a", "REQ", echo.address()));
      done(report, "endpoints.gone (removed)");
      assertEquals(Map.of(CloseReason.ENDPOINT_GONE, 1), report.closed());
      user.expectError("1", "shutdown");
      assertEquals(1012, user.closeCode());
      stays.connect("2", "gone", Json.REQ).expectRefused("2", "not_allowed");
      stays.connect("2", mute.address(), Json.REQ).expectRefused("2", "not_allowed");
      stays.send("1", "x").expect("1", "x");
      stays.close();
      assertEquals(1, bridge.count(Counter.RELOADS_CLOSED));
    }
  }

  @Test
  void anEndpointThatMovesIsOpenAtItsNewAddress() {
    try (BackEnd before = BackEnd.echo();
        BackEnd after = BackEnd.echo();
        TestBridge bridge = TestBridge.configured(endpoint("a", "REQ", before.address()))) {
      RawPage page = bridge.page();
      page.connected("1", "a", Json.REQ);
      done(bridge.reload(endpoint("a", "REQ", after.address())), "endpoints.a (changed)");
      assertEquals(1012, page.closeCode());
      before.close();
      RawPage again = bridge.page();
      again.connected("1", "a", Json.REQ);
      again.send("1", "x").expect("1", "x");
      again.close();
    }
  }

  @Test
  void pagesStayWhereOnlyTheWayToTheServiceChanges() {
    try (BackEnd echo = BackEnd.echo();
        TestBridge bridge = TestBridge.configured(endpoint("a", "REQ", echo.address()))) {
      RawPage page = bridge.page();
      page.connected("1", "a", Json.REQ);
      page.send("1", "x").expect("1", "x");
      done(
          bridge.reload(endpoint("a", "REQ", echo.address()), "endpoints.a.hwm=17"),
          "endpoints.a (changed)");
      page.send("1", "y").expect("1", "y");
      page.close();
      done(bridge.reload(endpoint("a", "REQ", echo.address()), "endpoints.a.hwm=17"));
    }
  }

  @Test
  void anAddressThatWasBoundIsBoundAgainWithOtherSettings() {
    String address = FreePort.address();
    try (TestBridge bridge = TestBridge.configured(endpoint("page", "REP", address))) {
      RawPage page = bridge.page();
      page.connected("p", "page", Json.REP);
      done(
          bridge.reload(endpoint("page", "REP", address), "endpoints.page.hwm=17"),
          "endpoints.page (changed)");
      try (Asker asker = Asker.req(address)) {
        asker.ask("question", "p");
        ServicesTest.answer(page, "p", "answer");
        assertEquals(List.of("answer"), asker.answer());
      }
      done(
          bridge.reload(endpoint("renamed", "REP", address)),
          "endpoints.page (removed)",
          "endpoints.renamed (added)");
      assertEquals(1012, page.closeCode());
      RawPage again = bridge.page();
      again.connected("p", "renamed", Json.REP);
      try (Asker asker = Asker.req(address)) {
        asker.ask("question", "p");
        ServicesTest.answer(again, "p", "answer");
        assertEquals(List.of("answer"), asker.answer());
      }
      again.close();
    }
  }

  @Test
  void anAddressThatIsTakenChangesNothing() throws IOException {
    try (BackEnd echo = BackEnd.echo();
        ServerSocket other = new ServerSocket(FreePort.find());
        TestBridge bridge = TestBridge.configured(endpoint("a", "REQ", echo.address()))) {
      RawPage page = bridge.page();
      page.connected("1", "a", Json.REQ);
      ReloadReport report =
          bridge.reload(
              endpoint("page", "REP", "tcp://0.0.0.0:" + other.getLocalPort()),
              endpoint("b", "REQ", echo.address()));
      assertFalse(report.isDone());
      assertTrue(report.toString().contains(":" + other.getLocalPort()), report.toString());
      page.send("1", "x").expect("1", "x");
      page.connect("2", "b", Json.REQ).expectRefused("2", "not_allowed");
      page.close();
      assertEquals(1, bridge.count(Counter.RELOADS_FAILED));
    }
  }

  // Who may come in

  @Test
  void whoseOriginIsNoLongerAllowedIsClosed() {
    try (TestBridge bridge =
        TestBridge.configured("websocket.origins=[https://a.example, https://b.example]")) {
      RawPage a = RawPage.open(bridge.upgrade().with("Origin: https://a.example"));
      RawPage b = RawPage.open(bridge.upgrade().with("Origin: https://b.example"));
      RawPage program = bridge.page();
      ReloadReport report =
          bridge.reload("websocket.origins=[https://b.example, https://c.example]");
      done(report, "websocket.origins");
      assertEquals(Map.of(CloseReason.ORIGIN_WITHDRAWN, 1), report.closed());
      assertEquals(3003, a.closeCode());
      assertEquals(403, bridge.upgrade().with("Origin: https://a.example").status());
      assertEquals(101, bridge.upgrade().with("Origin: https://c.example").status());
      b.close();
      program.close();
    }
  }

  @Test
  void whoCameByASecretThatIsReplacedIsClosed() {
    String setting = "auth.secret.file=" + secret(SECRET);
    try (TestBridge bridge = TestBridge.configured(setting)) {
      RawPage old = bearing(bridge, SECRET);
      done(bridge.reload(setting, "limits.maxFragments=7"), "auth", "limits.maxFragments");
      old.send("x", "still here").expectError("x", "not_connected");
      secret(NEXT_SECRET);
      ReloadReport report = bridge.reload(setting, "limits.maxFragments=7");
      assertEquals(Map.of(CloseReason.CREDENTIAL_WITHDRAWN, 1), report.closed());
      assertEquals(3003, old.closeCode());
      assertEquals(403, bridge.upgrade().with("Authorization: Bearer " + SECRET).status());
      bearing(bridge, NEXT_SECRET).close();
    }
  }

  @Test
  void aCredentialThatCameWithAConnectIsWithdrawnAsWell() {
    String setting = "auth.secret.file=" + secret(SECRET);
    String field = "auth.credential.field=token";
    try (BackEnd echo = BackEnd.echo();
        TestBridge bridge =
            TestBridge.configured(setting, field, endpoint("a", "REQ", echo.address()))) {
      RawPage user = bridge.page();
      user.connected("1", "a", Json.REQ, "token", SECRET);
      RawPage undecided = bridge.page();
      secret(NEXT_SECRET);
      ReloadReport report = bridge.reload(setting, field, endpoint("a", "REQ", echo.address()));
      assertEquals(Map.of(CloseReason.CREDENTIAL_WITHDRAWN, 1), report.closed());
      assertEquals(3003, user.closeCode());
      undecided.connected("1", "a", Json.REQ, "token", NEXT_SECRET);
      undecided.close();
    }
  }

  @Test
  void whereCredentialsAreDemandedFromNowOnWhoHasNoneIsClosed() {
    try (TestBridge bridge = TestBridge.configured()) {
      RawPage anyone = bridge.page();
      ReloadReport report = bridge.reload("auth.secret.file=" + secret(SECRET));
      done(report, "auth");
      assertEquals(3003, anyone.closeCode());
      assertEquals(403, bridge.upgrade().status());
    }
  }

  @Test
  void whomAnotherServiceLetInIsToComeAgainAndBeAskedAbout() throws IOException {
    try (TestBridge bridge = TestBridge.configured()) {
      RawPage page = bridge.page();
      ReloadReport report = bridge.reload("auth.http.url=http://127.0.0.1:1/");
      assertEquals(Map.of(CloseReason.ASKED_AGAIN, 1), report.closed());
      assertEquals(1012, page.closeCode());
    }
  }

  // Limits

  @Test
  void limitsAndRatesHoldForTheNextConnection() {
    try (BackEnd echo = BackEnd.echo();
        TestBridge bridge = TestBridge.configured(endpoint("a", "REQ", echo.address()))) {
      RawPage old = bridge.page();
      old.connected("1", "a", Json.REQ);
      done(
          bridge.reload(
              endpoint("a", "REQ", echo.address()),
              "limits.maxMessageBytes=2000",
              "limits.maxVirtualSockets=1",
              "deadlines.requestMillis=29000",
              "rates.perConnection=1000"),
          "deadlines.requestMillis",
          "limits.maxMessageBytes",
          "limits.maxVirtualSockets",
          "rates.perConnection");
      old.connected("2", "a", Json.REQ);
      RawPage next = bridge.page();
      next.connected("1", "a", Json.REQ);
      next.connect("2", "a", Json.REQ).expectRefused("2", "limit");
      next.send("1", "x".repeat(2100));
      assertEquals(1009, next.closeCode());
      old.close();
    }
  }

  @Test
  void moreOrFewerConnectionsMayCome() {
    try (TestBridge bridge = TestBridge.configured()) {
      RawPage first = bridge.page();
      done(bridge.reload("limits.maxConnectionsPerAddress=1"), "limits.maxConnectionsPerAddress");
      assertThrows(UncheckedIOException.class, () -> bridge.upgrade().status());
      done(bridge.reload(), "limits.maxConnectionsPerAddress");
      bridge.page().close();
      first.close();
    }
  }

  // What cannot be done

  @Test
  void whatOnlyARestartCanChangeIsNamedEachTimeAndNotDone() {
    try (TestBridge bridge = TestBridge.configured()) {
      for (int i = 0; i < 2; i++) {
        ReloadReport report =
            bridge.reload(
                "listen=127.0.0.1:" + FreePort.find(),
                "websocket.path=/other",
                "websocket.deflate=true",
                "threads.loops=3",
                "auth.revokedSeconds=5",
                "auth.class=" + AuthClasses.MembersOnly.class.getName(),
                "reload.watch=true");
        assertEquals(
            List.of(
                "auth.class",
                "auth.revokedSeconds",
                "listen",
                "reload.watch",
                "threads.loops",
                "websocket.deflate",
                "websocket.path"),
            report.restart());
      }
      bridge.page().close();
    }
  }

  @Test
  void aWrongConfigurationChangesNothingAndSaysAllThatIsWrong() {
    String right = "websocket.origins=[https://a.example]";
    AtomicReference<String> setting = new AtomicReference<>(right);
    ReloadSource source = () -> Configured.by(TestBridge.ephemeral(setting.get()));
    try (TestBridge bridge = TestBridge.of(source.read().reloadFrom(source))) {
      RawPage a = RawPage.open(bridge.upgrade().with("Origin: https://a.example"));
      for (String wrong :
          List.of("websocket.origins=[nonsense]", "endpoints.a={type: REQ, address: nonsense}")) {
        setting.set(wrong);
        ReloadReport report = bridge.bridge().reload();
        assertFalse(report.isDone());
        assertTrue(report.toString().contains(wrong.substring(0, wrong.indexOf('='))), wrong);
        assertEquals(List.of(), report.changed());
      }
      assertEquals(2, bridge.count(Counter.RELOADS_FAILED));
      assertEquals(403, bridge.upgrade().with("Origin: https://b.example").status());
      a.close();
    }
  }

  // ZeroMQ peers

  @Test
  void anAskerWhoseKeyIsTakenOffTheListIsCutOffAndPagesStay() {
    KeyRing keys = new KeyRing(folder, "bridge", "friend", "other");
    String address = FreePort.address();
    try (TestBridge bridge = TestBridge.configured(secured(keys, address, "friend", "other"));
        Asker friend = Asker.req(address, socket -> keys.client(socket, "friend", "bridge"));
        Asker other = Asker.req(address, socket -> keys.client(socket, "other", "bridge"))) {
      RawPage page = bridge.page();
      page.connected("p", "page", Json.REP);
      isAnswered(friend, page);
      isAnswered(other, page);
      done(bridge.reload(secured(keys, address, "friend")), "endpoints.page (changed)");
      assertEquals(1, bridge.count(Counter.PEERS_UNLISTED));
      other.ask("let me in again", "p");
      bridge.awaitCount(Counter.PEERS_REFUSED, 1);
      isAnswered(friend, page);
      page.close();
    }
  }

  private static String[] secured(KeyRing keys, String address, String... clients) {
    return new String[] {
      "endpoints.page.type=REP",
      "endpoints.page.address=" + address,
      "endpoints.page.curve.keys=" + keys.secretFile("bridge"),
      "endpoints.page.curve.clients=" + keys.clients(clients)
    };
  }

  private static void isAnswered(Asker asker, RawPage page) {
    asker.ask("question", "p");
    ServicesTest.answer(page, "p", "answer");
    assertEquals(List.of("answer"), asker.answer());
  }

  @Test
  void aUserWhosePasswordChangesIsCutOff() {
    String address = FreePort.address();
    KeyRing files = new KeyRing(folder);
    Path users = files.secret("users", "hugo:before\nemma:x\n");
    String[] settings = {
      "endpoints.page.type=REP",
      "endpoints.page.address=" + address,
      "endpoints.page.plain.users=" + users
    };
    try (TestBridge bridge = TestBridge.configured(settings);
        Asker hugo = Asker.req(address, socket -> plain(socket, "hugo", "before"));
        Asker emma = Asker.req(address, socket -> plain(socket, "emma", "x"))) {
      RawPage page = bridge.page();
      page.connected("p", "page", Json.REP);
      isAnswered(hugo, page);
      isAnswered(emma, page);
      files.secret("users", "hugo:after\nemma:x\n");
      done(bridge.reload(settings), "endpoints.page (changed)");
      assertEquals(1, bridge.count(Counter.PEERS_UNLISTED));
      isAnswered(emma, page);
      try (Asker again = Asker.req(address, socket -> plain(socket, "hugo", "after"))) {
        isAnswered(again, page);
      }
      page.close();
    }
  }

  private static void plain(org.zeromq.ZMQ.Socket socket, String name, String password) {
    socket.setPlainUsername(name);
    socket.setPlainPassword(password);
  }

  @Test
  void aBridgeThatDoesNotRunReloadsNothing() {
    Bridge bridge = Bridge.builder().listen("127.0.0.1:0").build();
    assertFalse(bridge.reload(Bridge.builder()).isDone());
    assertThrows(IllegalStateException.class, bridge::reload);
    bridge.close();
    assertFalse(bridge.reload(Bridge.builder()).isDone());
  }
}
