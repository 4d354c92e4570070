package org.zmqwebbridge.it.grip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.it.RawPage;

/** npm's GRIP libraries, unchanged, as origins of WebSockets that are spoken over HTTP. */
final class NpmSocketsTest {
  @ParameterizedTest
  @ValueSource(strings = {"/new", "/old"})
  void aWebSocketIsSpokenOverHttp(String library) {
    try (NpmBridge npm = new NpmBridge(Optional.of("changeme"), "changeme");
        RawPage page = RawPage.open(npm.bridge().upgrade().target(library + "/ws"))) {
      page.send("hello");
      assertEquals("echo hello", page.nextText());
      npm.say(library + "/say", "to all");
      assertEquals("to all", page.nextText());
    }
  }
}
