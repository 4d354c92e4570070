package org.zmqwebbridge.edge.websocket;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Chooses among a client's offers of permessage-deflate (RFC 7692, sections 5 and 7.1): the first
 * that can be met. Both sides begin each message again, so that nobody keeps a window in between.
 */
public final class DeflateOffer {
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]++";
  private static final String PARAMETER =
      "\\s*+;\\s*+(" + TOKEN + ")(?:\\s*+=\\s*+(\"?+)(" + TOKEN + ")\\2)?+";
  private static final Pattern EXTENSION =
      Pattern.compile(
          "[\\s,]*+(" + TOKEN + ")((?:" + PARAMETER.replace("\\2", "\\4") + ")*+)\\s*+(?:,|$)");
  private static final Pattern NEXT_PARAMETER = Pattern.compile(PARAMETER);
  private static final Pattern WINDOW_BITS = Pattern.compile("[89]|1[0-5]");

  private static final String ANSWER =
      "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

  private DeflateOffer() {}

  /**
   * What to answer.
   *
   * @param offers the values of {@code Sec-WebSocket-Extensions}
   * @return the same header's value; empty: nothing is offered that we can do
   */
  public static Optional<String> answer(List<String> offers) {
    String all = String.join(",", offers);
    Matcher extension = EXTENSION.matcher(all);
    while (extension.lookingAt()) {
      if (extension.group(1).equals("permessage-deflate")) {
        Optional<String> answer = answer(extension.group(2));
        if (answer.isPresent()) {
          return answer;
        }
      }
      extension.region(extension.end(), all.length());
    }
    return Optional.empty();
  }

  private static Optional<String> answer(String parameters) {
    StringBuilder answer = new StringBuilder(ANSWER);
    Set<String> seen = new HashSet<>();
    Matcher parameter = NEXT_PARAMETER.matcher(parameters);
    while (parameter.find()) {
      String name = parameter.group(1);
      String value = parameter.group(3); // null if there is none
      if (!seen.add(name) || !canBeMet(name, value)) {
        return Optional.empty();
      }
      if (name.equals("server_max_window_bits")) {
        answer.append("; server_max_window_bits=15");
      }
    }
    return Optional.of(answer.toString());
  }

  private static boolean canBeMet(String name, String value) {
    return switch (name) {
      case "server_no_context_takeover", "client_no_context_takeover" -> value == null;
      case "client_max_window_bits" -> value == null || WINDOW_BITS.matcher(value).matches();
      case "server_max_window_bits" -> "15".equals(value); // zlib as Java has it knows no other
      default -> false;
    };
  }
}
