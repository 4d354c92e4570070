package org.zmqwebbridge.demo.mongrel2;

import java.util.ArrayList;
import java.util.List;

/**
 * What the command line says after {@code --mongrel2}.
 *
 * @param port of the server, on loopback; 0 picks a free one, and others for the handlers
 * @param language of the handlers that there are in both; Python's are taken where there is one
 */
public record Mongrel2Options(int port, Language language) {
  /** How to call it. */
  public static final String USAGE =
      """
      usage: zwb demo --mongrel2 [--port PORT] [--handlers java|python]

        --port PORT             where the server is, on 127.0.0.1 (default 6767; 0 picks free ports)
        --handlers java         runs no handler in Python (default: those that there are, with pyzmq)
      """;

  private static final int DEFAULT_PORT = 6767;
  private static final int MAX_PORT = 65_535;

  /** In which language the handlers are. */
  public enum Language {
    JAVA,
    PYTHON,
    EITHER
  }

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException whose message says what is wrong with it
   */
  public static Mongrel2Options parse(List<String> line) {
    List<String> words = new ArrayList<>(line);
    words.remove("--mongrel2");
    Mongrel2Options options = new Mongrel2Options(DEFAULT_PORT, Language.EITHER);
    for (int i = 0; i < words.size(); i += 2) {
      String flag = words.get(i);
      if (!List.of("--port", "--handlers").contains(flag)) {
        throw new IllegalArgumentException("unknown option " + flag + " with --mongrel2");
      }
      if (i + 1 == words.size()) {
        throw new IllegalArgumentException(flag + " needs a value");
      }
      options = options.with(flag, words.get(i + 1));
    }
    return options;
  }

  private Mongrel2Options with(String flag, String value) {
    return flag.equals("--port")
        ? new Mongrel2Options(port(value), language)
        : new Mongrel2Options(port, language(value));
  }

  private static int port(String text) {
    if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= MAX_PORT) {
      return Integer.parseInt(text);
    }
    throw new IllegalArgumentException("--port " + text + " is not a number from 0 to 65535");
  }

  private static Language language(String text) {
    return switch (text) {
      case "java" -> Language.JAVA;
      case "python" -> Language.PYTHON;
      default -> throw new IllegalArgumentException("--handlers is java or python, not " + text);
    };
  }
}
