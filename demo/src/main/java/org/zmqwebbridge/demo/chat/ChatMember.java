package org.zmqwebbridge.demo.chat;

/**
 * Someone in the room, at one moment.
 *
 * @param name shown to everyone, unique in the room
 * @param token proves to the service that a command is theirs; known to them alone
 * @param seenMillis when they were last heard of, by the room's clock
 * @param typing whether they said that they are typing
 * @param got the serial of the last message that they have
 */
record ChatMember(String name, String token, long seenMillis, boolean typing, long got) {
  ChatMember heard(long nowMillis, boolean nowTyping, long nowGot) {
    return new ChatMember(name, token, nowMillis, nowTyping, Math.max(got, nowGot));
  }

  /** What the others may know. */
  View view(boolean away) {
    return new View(name, away, typing && !away, got);
  }

  /** A member as everyone sees them. */
  record View(String name, boolean away, boolean typing, long got) {}
}
