package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.kit.Await;

/** SIGTERM, to the program as its users start it: what is under way may end, and nothing hangs. */
final class ShutdownTest {
  private static final String NEVER_MILLIS = "3600000";

  private final String pages = FreePort.address();

  /** With an endpoint for questions to services, and one for questions to pages. */
  private MainProcess start(String reqAddress, String drainMillis, String... more) {
    return MainProcess.start(words(reqAddress, drainMillis, more));
  }

  private String[] words(String reqAddress, String drainMillis, String... more) {
    List<String> words = new ArrayList<>(List.of("serve"));
    for (String setting :
        List.of(
            "listen=127.0.0.1:0",
            "management=127.0.0.1:0",
            "threads.loops=1",
            "endpoints.service={type: REQ, address: \"" + reqAddress + "\"}",
            "endpoints.page={type: REP, address: \"" + pages + "\"}",
            "deadlines.drainMillis=" + drainMillis)) {
      words.addAll(List.of("--set", setting));
    }
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  private MainProcess startPatient(String reqAddress) {
    return start(reqAddress, NEVER_MILLIS, "--set", "deadlines.shutdownMillis=" + NEVER_MILLIS);
  }

  private static RawPage page(int port) {
    return RawPage.open(Upgrade.to(Wire.CLEAR, port));
  }

  private static int readiness(URI management) {
    try {
      return ((HttpURLConnection) management.resolve("/readyz").toURL().openConnection())
          .getResponseCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until the bridge takes nothing new: then somebody who asks a page hears so. */
  private static void awaitDraining(Asker asker) {
    Await.await(
        "asks to be refused", () -> asker.ask("", "x", "nobody").errorCode().equals("shutdown"));
  }

  @Test
  void aReplyThatComesWhileItStopsIsDelivered() {
    try (RouterService service = new RouterService();
        MainProcess main = startPatient(service.address())) {
      int port = main.port();
      URI management = main.management();
      assertEquals(200, readiness(management));
      RawPage page = page(port);
      page.connected("q", "service", Json.REQ);
      page.send("q", "under way");
      List<byte[]> request = service.receive("under way");
      main.terminate();
      Await.await("readiness to end", () -> readiness(management) == 503);
      Await.await("the port to be closed", () -> isRefused(port));
      main.terminate(); // in vain: it goes on in order
      service.reply(request, "the reply");
      page.expect("q", "the reply");
      assertEquals(1012, page.closeCode());
      assertEquals(0, main.exitCode());
    }
  }

  private static boolean isRefused(int port) {
    try {
      Wire.tcp(port, 0).close();
      return false;
    } catch (ConnectException refused) {
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aReplyOfAServiceInPythonIsDeliveredToo() {
    try (PythonPeer service = PythonPeer.start("dictated");
        MainProcess main = startPatient(service.address())) {
      int port = main.port();
      RawPage page = page(port);
      page.connected("q", "service", Json.REQ);
      page.send("q", "under way");
      service.expectFrames("under way");
      main.terminate();
      Await.await("the port to be closed", () -> isRefused(port));
      service.send("the reply");
      page.expect("q", "the reply");
      assertEquals(1012, page.closeCode());
      assertEquals(0, main.exitCode());
    }
  }

  @Test
  @Reaches("deadlines.drainMillis")
  void aRequestWithoutAReplyEndsInShutdownAfterTheDrain() {
    try (RouterService mute = new RouterService();
        MainProcess main = start(mute.address(), "200")) {
      RawPage page = page(main.port());
      page.connected("q", "service", Json.REQ);
      page.send("q", "taken").send("q", "taken as well");
      mute.receive("taken");
      mute.receive("taken as well");
      main.terminate();
      page.expectError("q", "shutdown");
      page.expectError("q", "shutdown");
      assertEquals(1012, page.closeCode());
      assertEquals(0, main.exitCode());
    }
  }

  @Test
  void whatIsNewIsRefusedAtOnceWhileWhatIsUnderWayGoesOn() {
    try (RouterService service = new RouterService();
        MainProcess main = startPatient(service.address());
        Asker asker = Asker.dealer(pages)) {
      RawPage page = page(main.port());
      page.connected("q", "service", Json.REQ);
      page.connected("p", "page", Json.REP);
      page.send("q", "under way");
      List<byte[]> request = service.receive("under way");
      asker.ask("", "what is it", "p");
      JsonArray ask = ServicesTest.ask(page, "p");
      main.terminate();
      awaitDraining(asker);
      page.send("q", "too late").expectError("q", "shutdown");
      page.connect("new", "service", Json.REQ).expectRefused("new", "unavailable");
      service.reply(request, "in time");
      page.expect("q", "in time");
      ServicesTest.answer(page, "p", ask, "it is this");
      assertEquals(List.of("", "it is this"), asker.answer());
      assertEquals(1012, page.closeCode());
      assertEquals(0, main.exitCode());
    }
  }

  @Test
  void anAskWithoutAnAnswerEndsInShutdownAfterTheDrain() {
    try (MainProcess main = start("tcp://127.0.0.1:1", "200");
        Asker asker = Asker.dealer(pages)) {
      RawPage page = page(main.port());
      page.connected("p", "page", Json.REP);
      asker.ask("", "x", "p");
      ServicesTest.ask(page, "p");
      main.terminate();
      asker.expectError("shutdown");
      assertEquals(1012, page.closeCode());
      assertEquals(0, main.exitCode());
    }
  }

  @Test
  void withNothingUnderWayItDoesNotWait() {
    try (RouterService service = new RouterService();
        MainProcess main = startPatient(service.address())) {
      RawPage page = page(main.port());
      page.connected("q", "service", Json.REQ);
      main.terminate();
      assertEquals(1012, page.closeCode());
      assertEquals(0, main.exitCode(), "and not in an hour");
    }
  }

  /** By a log that an operator has chosen, and that makes the one that writes into it wait. */
  @Test
  @Reaches("deadlines.shutdownMillis")
  void aStopThatHangsIsCutShort() {
    Map<String, String> blockingLog =
        Map.of("JAVA_TOOL_OPTIONS", "-Dslf4j.provider=org.slf4j.simple.SimpleServiceProvider");
    try (MainProcess main =
        MainProcess.start(
            blockingLog,
            words(
                "tcp://127.0.0.1:1",
                "0",
                "--set",
                "deadlines.shutdownMillis=200",
                "--set",
                "auth.class=" + AuthClasses.LogKeeper.class.getName()))) {
      RawPage page = page(main.port());
      page.connect("q", "service", Json.REQ);
      main.awaitLine("the log is kept");
      main.terminate();
      assertEquals(1, main.exitCode());
      page.cut();
    }
  }

  @Test
  void anEmbeddedBridgeClosesTheSameWay() throws InterruptedException {
    try (RouterService service = new RouterService()) {
      TestBridge bridge =
          TestBridge.start(
              b ->
                  b.drainMillis(3_600_000)
                      .shutdownMillis(3_600_000)
                      .endpoint("service", SocketType.REQ, service.address()));
      int port = bridge.port();
      RawPage page = bridge.page();
      page.connected("q", "service", Json.REQ);
      page.send("q", "under way");
      List<byte[]> request = service.receive("under way");
      Thread closer = new Thread(bridge::close);
      closer.start();
      Await.await("the port to be closed", () -> isRefused(port));
      service.reply(request, "the reply");
      page.expect("q", "the reply");
      assertEquals(1012, page.closeCode());
      closer.join();
    }
  }
}
