package org.zmqwebbridge.demo.blastbeat;

import java.util.ArrayList;
import java.util.List;

/**
 * What the command line says after {@code --blastbeat}.
 *
 * @param port of the server, on loopback; 0 picks a free one, and another for the nodes
 * @param language of the nodes
 */
public record BlastbeatOptions(int port, Language language) {
  /** How to call it. */
  public static final String USAGE =
      """
      usage: zwb demo --blastbeat [--port PORT] [--nodes java|python]

        --port PORT             where the server is, on 127.0.0.1 (default 8080; 0 picks free ports)
        --nodes java            runs no node in Python (default: one of two, with pyzmq)
        --nodes python          runs both in Python
      """;

  private static final int DEFAULT_PORT = 8080;
  private static final int MAX_PORT = 65_535;

  /** In which language the nodes are. */
  public enum Language {
    JAVA,
    PYTHON,
    EACH
  }

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException whose message says what is wrong with it
   */
  public static BlastbeatOptions parse(List<String> line) {
    List<String> words = new ArrayList<>(line);
    words.remove("--blastbeat");
    BlastbeatOptions options = new BlastbeatOptions(DEFAULT_PORT, Language.EACH);
    for (int i = 0; i < words.size(); i += 2) {
      String flag = words.get(i);
      if (!List.of("--port", "--nodes").contains(flag)) {
        throw new IllegalArgumentException("unknown option " + flag + " with --blastbeat");
      }
      if (i + 1 == words.size()) {
        throw new IllegalArgumentException(flag + " needs a value");
      }
      options = options.with(flag, words.get(i + 1));
    }
    return options;
  }

  private BlastbeatOptions with(String flag, String value) {
    return flag.equals("--port")
        ? new BlastbeatOptions(port(value), language)
        : new BlastbeatOptions(port, language(value));
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
      default -> throw new IllegalArgumentException("--nodes is java or python, not " + text);
    };
  }
}
