package org.zmqwebbridge.demo.chat;

/** What may be a name, an id or a message. Owner thread: any; no state. */
final class ChatText {
  static final int MAX_NAME = 24;
  static final int MAX_MESSAGE = 2_000;
  private static final int MAX_ID = 64;

  private ChatText() {}

  /** A name without control and format characters, its inner space made single. */
  static String name(String text) {
    String name = orEmpty(text).replaceAll("\\s+", " ").replaceAll("[\\p{Cc}\\p{Cf}]", "").strip();
    if (name.isEmpty() || length(name) > MAX_NAME) {
      throw new ChatRefusal("bad_name", "a name has 1 to " + MAX_NAME + " characters");
    }
    return name;
  }

  /** A message without control characters, except for line ends and tabs. */
  static String message(String text) {
    String message = orEmpty(text).replaceAll("[\\p{Cc}&&[^\\n\\t]]", "").strip();
    if (message.isEmpty() || length(message) > MAX_MESSAGE) {
      throw new ChatRefusal("bad_text", "a message has 1 to " + MAX_MESSAGE + " characters");
    }
    return message;
  }

  /** The sender's id of a message. */
  static String id(String text) {
    if (text == null || !text.matches("[!-~]{1," + MAX_ID + "}")) {
      throw new ChatRefusal("bad_id", "a message needs an id of 1 to 64 ASCII characters");
    }
    return text;
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
