package org.zmqwebbridge.demo.chat;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.annotations.SerializedName;

/**
 * A command as it comes in: {@code do} says what, the rest depends on it.
 *
 * @param verb {@code join}, {@code say}, {@code here} or {@code leave}
 */
record ChatCommand(
    @SerializedName("do") String verb,
    String name,
    String token,
    String id,
    String text,
    long got,
    boolean typing) {

  static ChatCommand read(Gson gson, String json) {
    try {
      ChatCommand command = gson.fromJson(json, ChatCommand.class);
      if (command != null && command.verb() != null) {
        return command;
      }
    } catch (JsonParseException malformed) {
      // Answered below, like everything that is no command.
    }
    throw malformed();
  }

  static ChatRefusal malformed() {
    return new ChatRefusal(
        "malformed",
        "a command is a JSON object like {\"do\": \"join\", \"name\": \"Ada\"};"
            + " do is join, say, here or leave");
  }
}
