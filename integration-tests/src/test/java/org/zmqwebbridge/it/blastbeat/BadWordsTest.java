package org.zmqwebbridge.it.blastbeat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.observe.Counter;

/** Names of groups and pipes that are none. */
@SuppressWarnings("try") // clients and nodes end when a test says so
class BadWordsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"", "@room", "12345678901234567890123456789012345678901234567890123456789012345"})
  void aBadNameOfAGroupEndsItsSession(String name) {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client();
        Asking other = beat.client()) {
      other.get("/");
      String bystander = node.hear("uwsgi").sid();
      String sid = beat.open(client, node);
      node.say(sid, "join", name);
      client.expectClose(1011);
      node.hear(sid, "end", "");
      assertEquals(1, beat.count(Counter.BLASTBEAT_MESSAGES_MALFORMED));
      node.answer(bystander);
      other.expect(Asking.OK);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"no destination", ":websocket", "room:", "room:headers", "@x:body"})
  void aPipeThatIsNoneIsDropped(String pipe) {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      String sid = beat.open(client, node);
      node.say(sid, "pipe", pipe);
      node.say(sid, "@short:msg", "x");
      node.sync(beat);
      assertEquals(2, beat.count(Counter.BLASTBEAT_MESSAGES_MALFORMED));
      client.text("hi");
      node.hear(sid, "websocket", "hi");
    }
  }
}
