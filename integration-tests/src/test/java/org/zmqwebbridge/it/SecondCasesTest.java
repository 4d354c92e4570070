package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.virtualsocket.second.wire.DataCodec;
import org.zmqwebbridge.virtualsocket.second.wire.DataFrame;

/** What people meet with bridges like this one, and what is right, on the second wire. */
final class SecondCasesTest {
  private static final int MANY = 300;

  private final Variables variables = new Variables();
  private final SecondFrames frames = new SecondFrames(variables);

  private static JsonObject json(String text) {
    return JsonParser.parseString(text.replace('\'', '"')).getAsJsonObject();
  }

  private void send(SecondPage page, String json) {
    page.send(frames.outgoing(json(json)));
  }

  private static JsonObject next(SecondPage page, int channel) {
    return page.next(json("{'channel': " + channel + "}"));
  }

  private void opens(SecondPage page, int channel, String members) {
    send(page, "{'op': 'open', 'channel': " + channel + ", " + members + "}");
    assertEquals("opened", Json.text(next(page, channel), "op"));
  }

  private void closes(SecondPage page, int channel) {
    send(page, "{'op': 'close', 'channel': " + channel + "}");
    assertEquals("closed", Json.text(next(page, channel), "op"));
  }

  @Test
  void aViewThatComesAndGoesCostsNothingOnceItIsClosed() {
    try (PubService news = new PubService();
        TestBridge bridge =
            TestBridge.start(
                b ->
                    b.endpoint("news", SocketType.SUB, news.address())
                        .endpoint("desk", SocketType.REP, FreePort.address()));
        SecondPage page = new SecondPage(bridge, frames)) {
      for (int channel = 1; channel <= MANY; channel++) {
        opens(page, channel, "'type': 'SUB', 'endpoint': 'news', 'topics': ['']");
        assertEquals("subscribed", Json.text(next(page, channel), "op"));
        closes(page, channel);
      }
      for (int channel = MANY + 1; channel <= MANY + 3; channel++) {
        opens(page, channel, "'type': 'REP', 'endpoint': 'desk', 'identity': 'the same'");
        closes(page, channel);
      }
      news.awaitSubscription();
      opens(page, 1, "'type': 'SUB', 'endpoint': 'news', 'topics': ['']");
      assertEquals("subscribed", Json.text(next(page, 1), "op"));
      news.publish("one");
      assertEquals("[\"one\"]", next(page, 1).get("parts").toString());
      bridge.awaitCount(Counter.DELIVERIES, 1); // which are counted after they are made
      assertEquals(1, bridge.count(Counter.DELIVERIES), "to the one that is open");
    }
  }

  @Test
  void allPartsAndAllBytesOfAPublicationCome() {
    byte[] hash = {(byte) 0xff, 0, (byte) 0x80, 7};
    byte[] counter = {1, 0, 0, 0};
    try (PubService node = new PubService();
        TestBridge bridge =
            TestBridge.start(b -> b.endpoint("node", SocketType.SUB, node.address()));
        SecondPage page = new SecondPage(bridge, frames)) {
      opens(page, 1, "'type': 'SUB', 'endpoint': 'node', 'topics': ['hashblock']");
      assertEquals("subscribed", Json.text(next(page, 1), "op"));
      node.awaitSubscription();
      node.publish("hashtx".getBytes(UTF_8), hash, counter);
      node.publish("hashblock".getBytes(UTF_8), hash, counter);
      JsonObject expected = json("{'parts': ['hashblock']}");
      expected.getAsJsonArray("parts").add(variables.text(hash));
      expected.getAsJsonArray("parts").add(variables.text(counter));
      assertEquals(expected.get("parts"), next(page, 1).get("parts"));
    }
  }

  @Test
  void whatIsTooLargeEndsAlone() {
    try (RouterService service = new RouterService();
        TestBridge bridge =
            TestBridge.start(
                b ->
                    b.endpoint("one", SocketType.REQ, service.address())
                        .limits(Limits.sockets("maxMessageBytes", 2_000)));
        SecondPage page = new SecondPage(bridge, frames)) {
      opens(page, 1, "'type': 'REQ', 'endpoint': 'one'");
      opens(page, 2, "'type': 'REQ', 'endpoint': 'one'");
      ask(page, 2, "small");
      List<byte[]> small = service.receive("small");
      ask(page, 1, "x".repeat(2_001));
      JsonObject failed = next(page, 1);
      assertEquals("failed", Json.text(failed, "op"));
      assertEquals(1404, failed.get("code").getAsInt());
      service.reply(small, "answer");
      assertEquals("[\"answer\"]", next(page, 2).get("parts").toString());
      ask(page, 1, "fits");
      service.reply(service.receive("fits"), "y".repeat(2_001));
      assertEquals(1404, next(page, 1).get("code").getAsInt());
    }
  }

  private static void ask(SecondPage page, int channel, String content) {
    DataFrame request = new DataFrame.Request(channel, 7, 0, List.of(content.getBytes(UTF_8)));
    page.send(new RawPage.Message(true, DataCodec.encode(request)));
  }
}
