package org.zmqwebbridge.demo;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What the demo's command line says.
 *
 * @param port of the pages and the WebSocket, on loopback; 0 picks a free one
 * @param management {@code host:port} of the management port
 * @param chat which chat service runs
 */
public record DemoOptions(int port, String management, ChatLanguage chat) {
  /** How to call it. */
  public static final String USAGE =
      """
      usage: zwb demo [--port PORT] [--management HOST:PORT] [--chat java|python]

        --port PORT             where the pages are, on 127.0.0.1 (default 8000; 0 picks a free one)
        --management HOST:PORT  health, metrics and console (default: a free port on 127.0.0.1)
        --chat python           runs the chat service in Python (needs pyzmq)

      zwb demo --mongrel2 and zwb demo --blastbeat are other demos; each explains itself with --help.
      """;

  private static final Pattern LOOPBACK =
      Pattern.compile("(localhost|127(\\.[0-9]+){3}|\\[::1\\]):[0-9]+");

  private static final int DEFAULT_PORT = 8000;
  private static final int MAX_PORT = 65_535;

  /** The languages that the chat service is written in. */
  public enum ChatLanguage {
    JAVA,
    PYTHON
  }

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException whose message says what is wrong with it
   */
  public static DemoOptions parse(List<String> words) {
    DemoOptions options = new DemoOptions(DEFAULT_PORT, "127.0.0.1:0", ChatLanguage.JAVA);
    for (int i = 0; i < words.size(); i += 2) {
      String flag = words.get(i);
      if (i + 1 == words.size()) {
        throw new IllegalArgumentException(
            isKnown(flag) ? flag + " needs a value" : "unknown option " + flag);
      }
      options = options.with(flag, words.get(i + 1));
    }
    return options;
  }

  /** Whether nobody but this machine is listened to: the pages are always on 127.0.0.1. */
  boolean staysOnThisMachine() {
    return LOOPBACK.matcher(management).matches();
  }

  private static boolean isKnown(String flag) {
    return List.of("--port", "--management", "--chat").contains(flag);
  }

  private DemoOptions with(String flag, String value) {
    return switch (flag) {
      case "--port" -> new DemoOptions(port(value), management, chat);
      case "--management" -> new DemoOptions(port, value, chat);
      case "--chat" -> new DemoOptions(port, management, language(value));
      default -> throw new IllegalArgumentException("unknown option " + flag);
    };
  }

  private static int port(String text) {
    if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= MAX_PORT) {
      return Integer.parseInt(text);
    }
    throw new IllegalArgumentException("--port " + text + " is not a number from 0 to 65535");
  }

  private static ChatLanguage language(String text) {
    return switch (text) {
      case "java" -> ChatLanguage.JAVA;
      case "python" -> ChatLanguage.PYTHON;
      default -> throw new IllegalArgumentException("--chat is java or python, not " + text);
    };
  }
}
