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
      Pattern.compile("(https?)://([a-z0-9._-]+|\\[[0-9a-f:.]+\\])(?::([1-9][0-9]{0,4}))?");

  private final OriginPolicy listed =
      new OriginPolicy(
          List.of(
              "https://example.com",
              "http://intern.example:8080",
              "http://EXAMPLE.com:80",
              "https://[::1]:8443"),
          List.of());
  private final OriginPolicy own = new OriginPolicy(List.of(), List.of());

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
    assertEquals(
        member,
        listed.allows(origin, choices.of("example.com", "intern.example:8080"), choices.yes()));
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
    boolean allowed = own.allows(origin, host, false);
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
    assertEquals(same, allowed, origin + " at " + host);
    boolean https = parts.group(1).equals("https");
    assertEquals(same && https, own.allows(origin, host, true), origin + " by https at " + host);
  }

  private static String port(String written, String scheme) {
    return written != null ? written : scheme.equals("https") ? "443" : "80";
  }

  /** Any scheme, and a name that may be missing where there is no web server. */
  private static final Pattern LISTABLE =
      Pattern.compile(
          "[*]|null|https?://(([a-z0-9._-]+|\\[[0-9a-f:.]+\\])(:[1-9][0-9]{0,4})?"
              + "|[*]\\.[a-z0-9_-]+(\\.[a-z0-9_-]+)*(:[1-9][0-9]{0,4})?)"
              + "|(?!https?:)[a-z][a-z0-9+.-]*://(([a-z0-9._-]+|\\[[0-9a-f:.]+\\])(:[1-9][0-9]{0,4})?)?");

  @FuzzTest
  void settings(byte[] bytes) {
    Choices choices = new Choices(bytes);
    String origin = choices.of("", "*", "https://*.", "capacitor://", "file://") + text(choices);
    try {
      OriginPolicy policy = new OriginPolicy(List.of(origin), List.of());
      boolean well = LISTABLE.matcher(asciiLower(origin)).matches();
      assertTrue(well, origin);
      boolean itself = !origin.contains("://*.");
      assertEquals(itself, policy.allows(origin, null, false), "what was configured: " + origin);
      String below = origin.replace("://*.", "://a.b.");
      assertTrue(policy.allows(below, null, false), below);
      String domain = origin.replace("://*.", "://");
      assertEquals(itself, policy.allows(domain, null, false), domain);
    } catch (IllegalArgumentException refused) {
      assertTrue(refused.getMessage().startsWith("websocket.origins: "), refused.getMessage());
    }
  }

  private final OriginPolicy below =
      new OriginPolicy(List.of("https://*.example.com", "capacitor://localhost"), List.of());

  @FuzzTest
  void namesBelowADomain(byte[] bytes) {
    Choices choices = new Choices(bytes);
    String origin =
        choices.of("", "https://", "https://a.", "capacitor://localhost") + text(choices);
    Matcher parts = ORIGIN.matcher(asciiLower(origin));
    boolean member =
        asciiLower(origin).equals("capacitor://localhost")
            || (parts.matches()
                && parts.group(1).equals("https")
                && port(parts.group(3), "https").equals("443")
                && isBelow(parts.group(2)));
    assertEquals(member, below.allows(origin, "example.com", false), origin);
  }

  /** One label or more, none of them empty at an end, before the domain. */
  private static boolean isBelow(String host) {
    return host.matches("[^.](.*[^.])?[.]example[.]com");
  }

  @FuzzTest
  void logged(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    String cut = Printable.cut(text);
    String start = text.substring(0, Math.min(100, text.length()));
    int[] shown = start.codePoints().map(c -> c >= ' ' && c <= '~' ? c : '?').toArray();
    String more = start.length() < text.length() ? "…" : "";
    assertEquals(new String(shown, 0, shown.length) + more, cut);
  }
}
