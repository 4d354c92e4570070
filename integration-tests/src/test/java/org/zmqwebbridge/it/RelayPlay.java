package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zmqwebbridge.kit.Await;

/** Has one {@link RelayScript} with a running bridge. */
final class RelayPlay {
  private static final Pattern VARIABLE = Pattern.compile("\\$([A-Za-z-]+)");

  private final int port;
  private final IntSupplier waiting; // how many are held
  private final Map<String, RelayClient> open = new HashMap<>();
  private final Map<String, String> last = new HashMap<>(); // headers of answers, by name

  RelayPlay(int port, IntSupplier waiting) {
    this.port = port;
    this.waiting = waiting;
  }

  void play(RelayScript script) {
    try {
      script.steps().forEach(this::play);
      assertTrue(open.isEmpty(), () -> "nobody has looked at the answers of " + open.keySet());
    } finally {
      open.values().forEach(RelayClient::close);
    }
  }

  private void play(RelayScript.Step step) {
    if (step.isRequest()) {
      ask(step);
    } else {
      compare(step, open.remove(step.tag()).answer());
    }
  }

  private void ask(RelayScript.Step step) {
    int before = waiting.getAsInt();
    String[] line = step.first().split(" ", 2);
    Map<String, String> headers = new LinkedHashMap<>();
    step.headers().forEach((name, value) -> headers.put(name, repeated(filled(value))));
    boolean sends = line[0].equals("POST") || line[0].equals("PUT");
    open.put(
        step.tag(),
        RelayClient.send(
            port,
            line[0],
            repeated(line[1]),
            headers,
            step.body() == null ? (sends ? "" : null) : repeated(step.body())));
    if (step.tag().startsWith("+")) {
      Await.await("another to wait", () -> waiting.getAsInt() > before);
    }
  }

  /** With what an answer before had in its headers. */
  private String filled(String text) {
    return VARIABLE
        .matcher(text)
        .replaceAll(
            found -> Matcher.quoteReplacement(last.get(found.group(1).toLowerCase(Locale.ROOT))));
  }

  /** {@code x*5} is five of them. */
  private static String repeated(String text) {
    Matcher much = Pattern.compile("(.)\\*([0-9]+)").matcher(text);
    return much.replaceAll(found -> found.group(1).repeat(Integer.parseInt(found.group(2))));
  }

  private void compare(RelayScript.Step step, RelayClient.Answer answer) {
    if (!step.first().equals("*")) {
      assertEquals(step.first(), Integer.toString(answer.status()), () -> step + " " + answer);
    }
    step.headers()
        .forEach(
            (name, value) -> {
              String key = name.toLowerCase(Locale.ROOT);
              if (key.startsWith("-")) {
                assertNull(answer.headers().get(key.substring(1)), () -> step + " " + answer);
              } else {
                match(filled(value), answer.headers().getOrDefault(key, "none"), step);
              }
            });
    if (step.body() != null) {
      match(step.body(), answer.body(), step);
    }
    last.putAll(answer.headers());
  }

  /** In what is expected, {@code #} is any number. */
  private static void match(String expected, String found, RelayScript.Step step) {
    Pattern pattern = Pattern.compile("\\Q" + expected.replace("#", "\\E-?[0-9]+\\Q") + "\\E");
    assertTrue(
        pattern.matcher(found).matches(), () -> "in " + step + "\n" + expected + "\n:\n" + found);
  }
}
