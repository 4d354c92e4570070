package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmqwebbridge.auth.SocketType;

/**
 * Services in other languages, each with its usual library, answer pages. Python is always there; a
 * language that is not installed is skipped. {@code interop/run.sh} asks more of more languages.
 */
final class InteropTest {
  private static final int AT_ONCE = 200;

  private final SecondFrames frames = new SecondFrames(new Variables());

  @ParameterizedTest
  @EnumSource
  void everyPartComesBackAsItWent(EchoService.Language language) {
    try (EchoService service = started(language);
        TestBridge bridge = echo(service);
        SecondPage page = new SecondPage(bridge, frames)) {
      open(page);
      String[] messages = {
        "['Grüße, 世界']",
        "['']",
        "['first', '', {'hex': '00ff0180c0'}]",
        "[{'repeat': 'x', 'times': 100000}]"
      };
      for (String parts : messages) {
        page.send(frames.outgoing(frame("REQUEST", 1, parts)));
        expectReply(page, 1, parts);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void requestsAtOnceHaveEachItsOwnReply(EchoService.Language language) {
    try (EchoService service = started(language);
        TestBridge bridge = echo(service);
        SecondPage page = new SecondPage(bridge, frames)) {
      open(page);
      Map<Integer, JsonElement> expected = new HashMap<>();
      for (int id = 0; id < AT_ONCE; id++) {
        JsonObject request = frame("REQUEST", id, "['question " + id + "', {'hex': 'ff'}]");
        page.send(frames.outgoing(request));
        expected.put(id, frames.expected(request).get("parts"));
      }
      Map<Integer, JsonElement> replies = new HashMap<>();
      while (replies.size() < AT_ONCE) {
        JsonObject reply = page.next(frame("REPLY", 0, "['']"));
        assertNull(replies.put(reply.get("id").getAsInt(), reply.get("parts")), reply.toString());
      }
      assertEquals(expected, replies);
    }
  }

  @ParameterizedTest
  @EnumSource
  void pagesOnTheFirstWireAreAnsweredToo(EchoService.Language language) {
    try (EchoService service = started(language);
        TestBridge bridge = echo(service);
        RawPage page = bridge.page()) {
      page.connected("a", "echo", Json.REQ);
      page.send("a", "Grüße, 世界").expect("a", "Grüße, 世界");
    }
  }

  private static EchoService started(EchoService.Language language) {
    assumeTrue(language.isInstalled(), language + " or its ZeroMQ library is not installed");
    return EchoService.start(language);
  }

  private static TestBridge echo(EchoService service) {
    return TestBridge.start(b -> b.endpoint("echo", SocketType.REQ, service.address()));
  }

  private void open(SecondPage page) {
    JsonObject open = json("{'op': 'open', 'channel': 1, 'type': 'REQ', 'endpoint': 'echo'}");
    page.send(frames.outgoing(open));
    assertEquals("opened", page.next(open).get("op").getAsString());
  }

  private void expectReply(SecondPage page, int id, String parts) {
    JsonObject reply = frames.expected(frame("REPLY", id, parts));
    assertEquals(reply, page.next(reply));
  }

  private static JsonObject frame(String kind, int id, String parts) {
    String millis = kind.equals("REQUEST") ? ", 'millis': 0" : "";
    return json(
        "{'kind': '%s', 'channel': 1, 'id': %d%s, 'parts': %s}".formatted(kind, id, millis, parts));
  }

  private static JsonObject json(String text) {
    return JsonParser.parseString(text).getAsJsonObject();
  }
}
