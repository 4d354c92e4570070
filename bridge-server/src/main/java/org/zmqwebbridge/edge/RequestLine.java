package org.zmqwebbridge.edge;

import java.nio.ByteBuffer;

/**
 * The line that a request of HTTP/1 begins with, as RFC 9112, section 3, has it, and not a space
 * more: who reads it in another way than a proxy in front of us finds another request in it.
 *
 * <p>Owner thread: that of its connection. Lifetime: the connection's; {@link #begin} before each
 * request.
 */
public final class RequestLine {
  /** The longest of {@code HTTP/1.1} and its like. */
  private static final int VERSION_BYTES = 8;

  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~"; // RFC 9110, section 5.6.2
  private static final String NEVER_IN_TARGETS = "\"<>#\\"; // and browsers encode them

  private enum State {
    BEFORE,
    METHOD,
    TARGET_BEGIN,
    TARGET,
    VERSION,
    LAST,
    WHOLE,
    WRONG
  }

  private State state = State.BEFORE;
  private final StringBuilder version = new StringBuilder(VERSION_BYTES);
  private String wrong = "";
  private int status;

  /** Another request is about to begin. */
  public void begin() {
    state = State.BEFORE;
    version.setLength(0);
    wrong = "";
    status = 0;
  }

  /**
   * Looks at what has come, up to the line's end.
   *
   * @param bytes stays where it is
   * @return whether all is well so far; otherwise {@link #status} and {@link #wrong} say what is
   *     not
   */
  public boolean take(ByteBuffer bytes) {
    for (int at = bytes.position(); at < bytes.limit() && !isOver(); at++) {
      take((char) (bytes.get(at) & 0xff));
    }
    return state != State.WRONG;
  }

  /** Whether the line has been read to its end, or is wrong. */
  public boolean isOver() {
    return state == State.WHOLE || state == State.WRONG;
  }

  /** What to refuse it with: 400, or 505 for another version. */
  public int status() {
    return status;
  }

  /** What is wrong; nothing of the client's is in it. */
  public String wrong() {
    return wrong;
  }

  private void take(char c) {
    switch (state) {
      case BEFORE -> {
        if (c != '\r' && c != '\n') { // empty lines before a request are forgiven: section 2.2
          state = State.METHOD;
          method(c, true);
        }
      }
      case METHOD -> method(c, false);
      case TARGET_BEGIN -> target(c, true);
      case TARGET -> target(c, false);
      case VERSION -> version(c);
      default -> last(c);
    }
  }

  private void method(char c, boolean isFirst) {
    if (c == ' ' && !isFirst) {
      state = State.TARGET_BEGIN;
    } else if (!isTokenCharacter(c)) {
      refuse(400, "no method");
    }
  }

  private static boolean isTokenCharacter(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || TOKEN_MARKS.indexOf(c) >= 0;
  }

  private void target(char c, boolean isFirst) {
    if (c == ' ' && !isFirst) {
      state = State.VERSION;
    } else if (c == '\r' && !isFirst) {
      refuse(505, "no version");
    } else if (c <= ' ' || c > '~' || NEVER_IN_TARGETS.indexOf(c) >= 0) {
      refuse(400, "a character that may not stand in a target");
    } else {
      state = State.TARGET;
    }
  }

  private void version(char c) {
    if (c == '\r') {
      checkVersion();
    } else if (c <= ' ' || c > '~' || version.length() == VERSION_BYTES) {
      refuse(400, "no version");
    } else {
      version.append(c);
    }
  }

  /** HTTP/2's own beginning looks as if it were a version of this line: Jetty's. */
  private void checkVersion() {
    String said = version.toString();
    if (said.equals("HTTP/1.1") || said.equals("HTTP/1.0") || said.equals("HTTP/2.0")) {
      state = State.LAST;
    } else if (said.matches("HTTP/[0-9]\\.[0-9]")) {
      refuse(505, "a version that is not spoken");
    } else {
      refuse(400, "no version");
    }
  }

  private void last(char c) {
    if (c == '\n') {
      state = State.WHOLE;
    } else {
      refuse(400, "a line that does not end as lines do");
    }
  }

  private void refuse(int with, String why) {
    state = State.WRONG;
    status = with;
    wrong = why;
  }
}
