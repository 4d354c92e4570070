package org.zmqwebbridge.it.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zmqwebbridge.it.grip.NpmBridge;

/** Pages of an origin in Chromium, whose streams and WebSockets the bridge holds. */
final class GripPageTest {
  @RegisterExtension static final Chromium chromium = new Chromium();

  private static final String KEY = "changeme";

  private static NpmBridge npm() {
    return new NpmBridge(Optional.of(KEY), KEY);
  }

  @Test
  void anEventSourceHearsWhatTheOriginPublishes() {
    chromium.tolerateErrors("favicon");
    try (NpmBridge npm = npm();
        Page page = chromium.open(npm.url("/page"))) {
      page.run(
          """
          window.heard = [];
          window.source = new EventSource('/sse');
          source.onmessage = (event) => heard.push(JSON.parse(event.data).text);
          """);
      npm.awaitChannels(1);
      page.await("source.readyState === EventSource.OPEN");
      npm.say("/sse/say", "one");
      npm.say("/sse/say", "two");
      page.await("heard.length === 2");
      assertEquals(List.of("one", "two"), page.run("return heard"));
      page.run("source.close()");
    }
  }

  @Test
  void aWebSocketTalksToAnOriginThatKnowsOnlyHttp() {
    chromium.tolerateErrors("favicon");
    try (NpmBridge npm = npm();
        Page page = chromium.open(npm.url("/page"))) {
      page.run(
          """
          window.heard = [];
          window.socket = new WebSocket('ws://' + location.host + '/new/ws');
          socket.onmessage = (event) => heard.push(event.data);
          socket.onopen = () => socket.send('hello');
          """);
      page.await("heard.length === 1");
      npm.say("/new/say", "to all");
      page.await("heard.length === 2");
      assertEquals(List.of("echo hello", "to all"), page.run("return heard"));
      page.run("socket.close()");
    }
  }
}
