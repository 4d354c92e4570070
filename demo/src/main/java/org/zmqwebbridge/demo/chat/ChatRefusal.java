package org.zmqwebbridge.demo.chat;

/** A command that cannot be followed: a code for programs, a sentence for people. */
final class ChatRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  ChatRefusal(String code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  String code() {
    return code;
  }
}
