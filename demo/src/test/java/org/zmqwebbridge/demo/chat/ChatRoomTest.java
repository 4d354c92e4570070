package org.zmqwebbridge.demo.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ChatRoomTest {
  private final FakeClock clock = new FakeClock();
  private final AtomicInteger number = new AtomicInteger();
  private final ChatRoom room = new ChatRoom(clock, () -> "token-" + number.incrementAndGet());

  @Test
  void aTakenNameGetsANumber() {
    room.join("Ada", null);

    assertEquals("ada 2", room.join("ada", null).name());
    assertEquals("Ada 3", room.join(" Ada ", null).name());
  }

  @Test
  void whoComesBackWithTheirTokenIsWhoTheyWere() {
    ChatMember first = room.join("Ada", null);

    ChatMember again = room.join("Somebody else", first.token());

    assertEquals(first.name(), again.name());
    assertEquals(1, room.members().size());
  }

  @Test
  void aTokenOfAnotherRoomMakesANewMember() {
    assertNotEquals("stale", room.join("Ada", "stale").token());
  }

  @Test
  void messagesAreNumberedWithoutGaps() {
    String token = room.join("Ada", null).token();

    assertEquals(1, room.say(token, "a", "one").serial());
    assertEquals(2, room.say(token, "b", "two").serial());
    assertEquals(List.of(2L), room.after(1).stream().map(ChatMessage::serial).toList());
  }

  @Test
  void whatIsSentTwiceIsSaidOnce() {
    String token = room.join("Ada", null).token();

    ChatMessage first = room.say(token, "a", "one");

    assertEquals(first, room.say(token, "a", "one"));
    assertEquals(1, room.last());
  }

  @Test
  void theSameIdOfAnotherMemberIsAnotherMessage() {
    room.say(room.join("Ada", null).token(), "a", "one");

    assertEquals(2, room.say(room.join("Bob", null).token(), "a", "two").serial());
  }

  @Test
  void markupStaysText() {
    ChatMember member = room.join("<img src=x>", null);
    String markup = "<script>alert(1)</script> & \"quotes\" 'too'";

    assertEquals("<img src=x>", member.name());
    assertEquals(markup, room.say(member.token(), "a", markup).text());
  }

  @Test
  void charactersThatHideOthersAreTakenOutOfNames() {
    assertEquals("Ada", room.join("A\u202Ed\u200Ba\u0007", null).name());
  }

  @Test
  void controlCharactersAreTakenOutOfMessagesExceptLineEnds() {
    String token = room.join("Ada", null).token();

    assertEquals("a\n\tb", room.say(token, "a", "\u0000a\n\tb\u001B").text());
  }

  @Test
  void namesAndMessagesHaveTheirLengths() {
    assertRefused("bad_name", () -> room.join("", null));
    assertRefused("bad_name", () -> room.join(null, null));
    assertRefused("bad_name", () -> room.join(" \u200B ", null));
    assertRefused("bad_name", () -> room.join("x".repeat(25), null));
    String token = room.join("\uD83E\uDD80".repeat(24), null).token();
    assertRefused("bad_text", () -> room.say(token, "a", " \n "));
    assertRefused("bad_text", () -> room.say(token, "a", null));
    assertRefused("bad_text", () -> room.say(token, "a", "x".repeat(2001)));
    assertRefused("bad_id", () -> room.say(token, "", "text"));
    assertRefused("bad_id", () -> room.say(token, null, "text"));
    assertEquals(2000, room.say(token, "a", "x".repeat(2000)).text().length());
  }

  @Test
  void onlyWhoJoinedMaySpeak() {
    assertRefused("not_joined", () -> room.say("token-1", "a", "text"));
    assertRefused("not_joined", () -> room.say(null, "a", "text"));
    assertRefused("not_joined", () -> room.here("token-1", 0, false));
  }

  @Test
  void whoIsSilentIsAwayThenGone() {
    String ada = room.join("Ada", null).token();
    room.join("Bob", null);
    clock.set(Duration.ofMillis(ChatRoom.AWAY_MILLIS));
    room.here(ada, 0, false);

    assertEquals(List.of(false, true), room.members().stream().map(ChatMember.View::away).toList());

    clock.set(Duration.ofMillis(ChatRoom.GONE_MILLIS));
    room.forgetTheGone();
    assertEquals(List.of("Ada"), room.members().stream().map(ChatMember.View::name).toList());
  }

  @Test
  void whoIsAwayDoesNotType() {
    String token = room.join("Ada", null).token();
    room.here(token, 0, true);
    assertEquals(true, room.members().get(0).typing());

    clock.set(Duration.ofMillis(ChatRoom.AWAY_MILLIS));

    assertEquals(false, room.members().get(0).typing());
  }

  @Test
  void nobodyHasMoreThanWasSaid() {
    String token = room.join("Ada", null).token();
    room.say(token, "a", "one");

    assertEquals(1, room.here(token, 1_000, false).got());
    assertEquals(1, room.here(token, 0, false).got());
  }

  @Test
  void theRoomRemembersTheLatestMessages() {
    String token = room.join("Ada", null).token();
    for (int i = 0; i <= ChatRoom.MAX_MESSAGES; i++) {
      room.say(token, "id-" + i, "text");
    }

    assertEquals(ChatRoom.MAX_MESSAGES, room.after(0).size());
    assertEquals(2, room.after(0).get(0).serial());
  }

  @Test
  void theRoomHasWalls() {
    for (int i = 0; i < ChatRoom.MAX_MEMBERS; i++) {
      room.join("member " + i, null);
    }

    assertRefused("full", () -> room.join("one more", null));
  }

  @Test
  void whoLeavesIsGone() {
    String token = room.join("Ada", null).token();

    room.leave(token);
    room.leave(null);

    assertEquals(List.of(), room.members());
  }

  private static void assertRefused(String code, Runnable command) {
    assertEquals(code, assertThrows(ChatRefusal.class, command::run).code());
  }
}
