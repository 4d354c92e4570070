package org.zmqwebbridge.demo.chat;

import com.google.gson.Gson;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Where commands are taken and events are written: the room in JSON. Every command gets exactly one
 * answer, {@code {"ok": true, …}} or {@code {"ok": false, "code": …, "error": …}}.
 *
 * <p>Owner thread: the service's. Lifetime: the service's.
 */
public final class ChatDesk {
  private final Gson gson = new Gson();
  private final String roomId;
  private final ChatRoom room;
  private final List<String> events = new ArrayList<>();
  private List<ChatMember.View> published = List.of();

  /**
   * @param clock what time it is
   * @param tokens makes unguessable strings
   */
  public ChatDesk(InstantSource clock, Supplier<String> tokens) {
    this.roomId = tokens.get();
    this.room = new ChatRoom(clock, tokens);
  }

  /** Answers one command, whatever it is. */
  String answer(String json) {
    try {
      return gson.toJson(follow(ChatCommand.read(gson, json)));
    } catch (ChatRefusal refusal) {
      return gson.toJson(new Refused(false, refusal.code(), refusal.getMessage()));
    }
  }

  /** Lets time pass: who is silent for too long is away, then gone. */
  void tick() {
    room.forgetTheGone();
  }

  /** What happened since the last call, as JSON. */
  List<String> takeEvents() {
    if (!room.members().equals(published)) {
      events.add(membersEvent());
    }
    List<String> taken = List.copyOf(events);
    events.clear();
    return taken;
  }

  /** Who is here now, as JSON. */
  String membersEvent() {
    published = room.members();
    return gson.toJson(new Members("members", roomId, published, room.last()));
  }

  private Object follow(ChatCommand command) {
    return switch (command.verb()) {
      case "join" -> join(command);
      case "say" -> say(command);
      case "here" -> here(command);
      case "leave" -> leave(command);
      default -> throw ChatCommand.malformed();
    };
  }

  private Joined join(ChatCommand command) {
    ChatMember member = room.join(command.name(), command.token());
    return new Joined(
        true, roomId, member.token(), member.name(), room.members(), room.after(command.got()));
  }

  private Said say(ChatCommand command) {
    long before = room.last();
    ChatMessage message = room.say(command.token(), command.id(), command.text());
    if (message.serial() > before) {
      events.add(gson.toJson(new SaidEvent("said", roomId, message)));
    }
    return new Said(true, message);
  }

  private Missed here(ChatCommand command) {
    room.here(command.token(), command.got(), command.typing());
    return new Missed(true, room.after(command.got()));
  }

  private Left leave(ChatCommand command) {
    room.leave(command.token());
    return new Left(true);
  }

  private record Joined(
      boolean ok,
      String room,
      String token,
      String name,
      List<ChatMember.View> members,
      List<ChatMessage> messages) {}

  private record Said(boolean ok, ChatMessage message) {}

  private record Missed(boolean ok, List<ChatMessage> messages) {}

  private record Left(boolean ok) {}

  private record Refused(boolean ok, String code, String error) {}

  private record SaidEvent(String kind, String room, ChatMessage message) {}

  private record Members(String kind, String room, List<ChatMember.View> members, long last) {}
}
