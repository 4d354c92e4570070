package org.zmqwebbridge.it.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.it.Json;
import org.zmqwebbridge.it.Management;
import org.zmqwebbridge.it.RawPage;
import org.zmqwebbridge.it.RouterService;
import org.zmqwebbridge.it.TestBridge;

/** The console in a real browser, with a real bridge behind it. */
final class ConsolePageTest {
  private static final String LIVE = "document.querySelector('[data-state=live]')";
  private static final List<String> VIEWS =
      List.of(
          "overview",
          "connections",
          "endpoints",
          "channels",
          "backends",
          "lost",
          "inspector",
          "actions");

  @RegisterExtension static final Chromium chromium = new Chromium();

  @TempDir Path folder;
  private RouterService service;
  private TestBridge bridge;

  @BeforeEach
  void start() {
    service = new RouterService();
    bridge =
        TestBridge.start(
            b ->
                b.management(Management.withSecret(folder))
                    .endpoint("echo", SocketType.REQ, service.address()));
  }

  @AfterEach
  void stop() {
    bridge.close();
    service.close();
  }

  private Page open(String view) {
    Page page = chromium.open(bridge.bridge().managementUri() + "/console#/" + view);
    page.await("document.querySelector('#secret')");
    return page.type("#secret", Management.SECRET, Keys.ENTER).await(LIVE);
  }

  private RawPage client() {
    RawPage client = bridge.page();
    client.connected("q", "echo", Json.REQ);
    return client;
  }

  @Test
  void anOperatorFindsAConnectionAndEndsItByKeyboardAlone() {
    RawPage client = client();
    Page page = open("connections").awaitText(".list tbody", "REQ echo");
    page.press("/").press("nothing").awaitText(".empty", "Nothing matches");
    page.press(Keys.ESCAPE).awaitText(".list tbody", "127.0.0.1");
    assertEquals("", page.run("return document.querySelector('#search').value"));
    page.type(".row-open", Keys.ENTER).awaitText(".detail", "Messages in");
    page.type(".detail button", Keys.ENTER).awaitText("dialog", "close code 1012");
    page.press(Keys.ESCAPE).await("!document.querySelector('dialog')");
    page.type(".detail button", Keys.ENTER).await("document.querySelector('dialog[open]')");
    page.press(Keys.TAB).press(Keys.ENTER).awaitText(".said", "has ended");
    assertTrue(client.closeCodeAndReason().contains("ended by the operator"));
    page.awaitText(".empty", "No client has anything open");
    page.leave();
  }

  @Test
  void anOperatorDrainsTheBridgeAndSeesWhatIsLeftUntilNothingIs() {
    RawPage client = client();
    Page page = open("actions");
    page.type(".card button", Keys.ENTER).awaitText("dialog", "Who is here stays");
    page.type("#confirm", Keys.ENTER).awaitText("#left", "Still here: 1 WebSocket, 0 streams");
    page.awaitText("header", "draining");
    page.type("input[inputmode=numeric]", Keys.CONTROL, "a", Keys.NULL, "1");
    page.type(".card button.bad", Keys.ENTER).awaitText("dialog", "within 1 s");
    page.type("#confirm", Keys.ENTER).awaitText("#left", "Drained");
    assertEquals(1012, client.closeCode());
    page.type(".card button", Keys.ENTER).awaitText("dialog", "End the drain?");
    page.type("#confirm", Keys.ENTER).await("!document.querySelector('#left')");
    page.leave();
  }

  @Test
  void aSecretThatIsWrongIsAskedForAgainAndTheRightOneStaysInItsTab() {
    chromium.expectError("401");
    Page page = chromium.open(bridge.bridge().managementUri() + "/console");
    page.await("document.querySelector('#secret')");
    page.type("#secret", "not-the-secret-of-it", Keys.ENTER);
    page.awaitText("[role=alert]", "That is not the secret");
    page.type("#secret", Management.SECRET, Keys.ENTER).await(LIVE);
    page.reload().await(LIVE);
    assertEquals("", page.run("return document.cookie"));
    assertEquals(0L, page.run("return localStorage.length"));
    Page other = chromium.open(bridge.bridge().managementUri() + "/console");
    other.await("document.querySelector('#secret')");
    page.leave();
    other.leave();
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void everyViewFitsAPhoneAndPassesAxe(String scheme) throws IOException {
    RawPage client = client();
    String axe = Files.readString(Path.of("../console/node_modules/axe-core/axe.min.js"));
    Page page = open("overview").prefer("prefers-color-scheme", scheme).resize(390, 844);
    for (String view : VIEWS) {
      page.run("location.hash = arguments[0]", "#/" + view);
      page.await(
          "document.querySelector('nav a[aria-current]').hash === arguments[0]", "#/" + view);
      page.await("document.querySelector('main .list, main .tiles, main .empty, main .card')");
      assertEquals(
          true,
          page.run("return document.documentElement.scrollWidth <= innerWidth"),
          view + " is wider than a phone");
      assertEquals(List.of(), page.promise(axe + ";" + FAULTS), view);
    }
    page.leave();
    client.close();
  }

  private static final String FAULTS =
      "return (await axe.run()).violations.map(v => v.id + ': ' + v.nodes[0].html);";

  @Test
  void itSaysThatTheBridgeIsGoneAndWhatToDo() {
    chromium.tolerateErrors("ERR_");
    Page page = open("overview");
    bridge.close();
    page.await("document.querySelector('[data-state=reconnecting]')");
    page.awaitText("main", "The bridge does not answer").awaitText("main", "Retry now");
    page.leave();
  }
}
