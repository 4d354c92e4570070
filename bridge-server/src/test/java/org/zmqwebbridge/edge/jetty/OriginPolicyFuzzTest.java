package org.zmqwebbridge.edge.jetty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zmqwebbridge.edge.Printable;
import org.zmqwebbridge.fuzz.Choices;

/** Only members of the list pass, or with none, only the bridge's own host: no look-alike. */
class OriginPolicyFuzzTest {
  private static final Pattern MEMBERS =
      Pattern.compile(
          "https://example\\.com(:443)?"
              + "|http://intern\\.example:8080"
              + "|http://example\\.com(:80)?"
              + "|https://\\[::1\\]:8443");
  private static final Pattern ORIGIN =
      Pattern.compile("(https?)://([a-z0-9.-]+|\\[[0-9a-f:.]+\\])(?::([0-9]{1,5}))?");

  private final OriginPolicy listed =
      new OriginPolicy(
          List.of(
              "https://example.com",
              "http://intern.example:8080",
              "http://EXAMPLE.com:80",
              "https://[::1]:8443"));
  private final OriginPolicy own = new OriginPolicy(List.of());

  /** Pieces that look-alikes are made of, and bytes of any kind. */
  private static String text(Choices choices) {
    StringBuilder text = new StringBuilder();
    for (int pieces = choices.below(8); pieces > 0; pieces--) {
      text.append(
          choices.of(
              "https://",
              "http://",
              "example.com",
              ":",
              "443",
              ":443",
              "/",
              "@",
              ".",
              "#",
              "?",
              "intern.example",
              ":8080",
              "[::1]",
              ":8443",
              "\u212a",
              "EXAMPLE.COM",
              "null",
              "%2e",
              new String(choices.bytes(6), StandardCharsets.ISO_8859_1),
              choices.text(6)));
    }
    return text.toString();
  }

  @FuzzTest
  void listed(byte[] bytes) {
    Choices choices = new Choices(bytes);
    String origin = text(choices);
    boolean member = MEMBERS.matcher(asciiLower(origin)).matches();
    assertEquals(member, listed.allows(origin, choices.of("example.com", "intern.example:8080")));
  }

  /** As a browser's own names are: what is not ASCII has no lower case that is. */
  private static String asciiLower(String text) {
    return text.chars().allMatch(c -> c < 128) ? text.toLowerCase(Locale.ROOT) : "";
  }

  @FuzzTest
  void ownHost(byte[] bytes) {
    Choices choices = new Choices(bytes);
    String origin = text(choices);
    String host = choices.yes() ? origin.replaceFirst("^https?://", "") : text(choices);
    boolean allowed = own.allows(origin, host);
    Matcher parts = ORIGIN.matcher(asciiLower(origin));
    if (!parts.matches()) {
      assertFalse(allowed, origin);
      return;
    }
    String port = port(parts.group(3), parts.group(1));
    Matcher others = ORIGIN.matcher(parts.group(1) + "://" + asciiLower(host));
    boolean same =
        others.matches()
            && others.group(2).equals(parts.group(2))
            && port(others.group(3), parts.group(1)).equals(port);
    assertTrue(same || !allowed, origin + " at " + host);
  }

  private static String port(String written, String scheme) {
    return written != null ? written : scheme.equals("https") ? "443" : "80";
  }

  @FuzzTest
  void settings(byte[] bytes) {
    String origin = text(new Choices(bytes));
    try {
      OriginPolicy policy = new OriginPolicy(List.of(origin));
      assertTrue(policy.allows(origin, null), "what was configured is not allowed");
      boolean well = origin.equals("*") || ORIGIN.matcher(asciiLower(origin)).matches();
      assertTrue(well, origin);
    } catch (IllegalArgumentException refused) {
      assertTrue(refused.getMessage().startsWith("websocket.origins: "), refused.getMessage());
    }
  }

  @FuzzTest
  void logged(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    String cut = Printable.cut(text);
    assertTrue(cut.length() <= 101);
    String start = text.substring(0, Math.min(100, text.length()));
    assertEquals(start.length() < text.length(), cut.endsWith("…"));
    String shown = cut.substring(0, start.length());
    for (int i = 0; i < start.length(); i++) {
      char c = start.charAt(i);
      assertEquals(c >= ' ' && c <= '~' ? c : '?', shown.charAt(i));
    }
  }
}
