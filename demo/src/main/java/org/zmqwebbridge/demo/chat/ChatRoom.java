package org.zmqwebbridge.demo.chat;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Who is here and what was said: the chat's memory and rules, without sockets and without JSON.
 *
 * <p>Owner thread: the service's. Lifetime: the service's; a new room is empty.
 */
final class ChatRoom {
  static final int MAX_MEMBERS = 200;
  static final int MAX_MESSAGES = 100;

  /** Silent for this long: away. Pages report every two seconds. */
  static final long AWAY_MILLIS = 6_000;

  /** Silent for this long: gone. */
  static final long GONE_MILLIS = 20_000;

  private final InstantSource clock;
  private final Supplier<String> tokens;
  private final Map<String, ChatMember> members = new LinkedHashMap<>();
  private final Deque<ChatMessage> messages = new ArrayDeque<>();
  private long last;

  /**
   * @param tokens makes unguessable strings
   */
  ChatRoom(InstantSource clock, Supplier<String> tokens) {
    this.clock = clock;
    this.tokens = tokens;
  }

  /**
   * Lets someone in, or back in.
   *
   * @param name what they want to be called; if it is taken, a number is added
   * @param token from their last join, or null; if it is still good they are who they were
   */
  ChatMember join(String name, String token) {
    ChatMember back = members.get(token);
    if (back != null) {
      return keep(back.heard(clock.millis(), false, 0));
    }
    if (members.size() >= MAX_MEMBERS) {
      throw new ChatRefusal("full", "the room is full: " + MAX_MEMBERS + " are here");
    }
    String free = free(ChatText.name(name));
    return keep(new ChatMember(free, tokens.get(), clock.millis(), false, 0));
  }

  /** Says something; what was said before with this id is not said again. */
  ChatMessage say(String token, String id, String text) {
    ChatMember member = member(token);
    String cleanId = ChatText.id(id);
    Optional<ChatMessage> before =
        messages.stream()
            .filter(said -> said.id().equals(cleanId) && said.name().equals(member.name()))
            .findFirst();
    return before.orElseGet(() -> add(member, cleanId, ChatText.message(text)));
  }

  private ChatMessage add(ChatMember member, String id, String text) {
    ChatMessage said = new ChatMessage(++last, id, member.name(), text, clock.millis());
    messages.add(said);
    if (messages.size() > MAX_MESSAGES) {
      messages.remove();
    }
    keep(member.heard(clock.millis(), false, last));
    return said;
  }

  /** Someone reports that they are here, what they have, and whether they type. */
  ChatMember here(String token, long got, boolean typing) {
    return keep(member(token).heard(clock.millis(), typing, Math.min(got, last)));
  }

  void leave(String token) {
    members.remove(token);
  }

  /** Forgets who has been silent for too long. */
  void forgetTheGone() {
    members.values().removeIf(member -> silentMillis(member) >= GONE_MILLIS);
  }

  /** The messages after a serial, as far as the room remembers them. */
  List<ChatMessage> after(long serial) {
    return messages.stream().filter(message -> message.serial() > serial).toList();
  }

  /** Everyone who is here, in the order in which they came. */
  List<ChatMember.View> members() {
    return members.values().stream()
        .map(member -> member.view(silentMillis(member) >= AWAY_MILLIS))
        .toList();
  }

  /** The serial of the last message; 0 before the first. */
  long last() {
    return last;
  }

  private ChatMember member(String token) {
    ChatMember member = members.get(token);
    if (member == null) {
      throw new ChatRefusal("not_joined", "nobody here has this token; join first");
    }
    return member;
  }

  private ChatMember keep(ChatMember member) {
    members.put(member.token(), member);
    return member;
  }

  private long silentMillis(ChatMember member) {
    return clock.millis() - member.seenMillis();
  }

  private String free(String name) {
    String candidate = name;
    for (int number = 2; isTaken(candidate); number++) {
      candidate = name + " " + number;
    }
    return candidate;
  }

  private boolean isTaken(String name) {
    return members.values().stream().anyMatch(member -> member.name().equalsIgnoreCase(name));
  }
}
