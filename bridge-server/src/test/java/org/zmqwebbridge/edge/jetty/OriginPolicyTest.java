package org.zmqwebbridge.edge.jetty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginPolicyTest {
  private final OriginPolicy same = new OriginPolicy(List.of(), List.of());
  private final OriginPolicy listed = new OriginPolicy(List.of("https://example.com"), List.of());

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:8000, 127.0.0.1:8000, true",
    "https://example.com, example.com, true",
    "https://example.com, example.com:443, true",
    "https://EXAMPLE.com, example.com, true",
    "http://example.com, example.com:443, false",
    "https://example.com.evil.org, example.com, false",
    "https://evilexample.com, example.com, false",
    "https://example.com:8443, example.com, false",
    "https://u@example.com, example.com, false",
    "null, example.com, false",
    "file://, example.com, false",
    "not an origin, example.com, false",
  })
  void withoutAListOnlyTheBridgesOwnHostPasses(String origin, String host, boolean allowed) {
    assertEquals(allowed, same.allows(origin, host, false));
  }

  @ParameterizedTest
  @CsvSource({
    "https://example.com, true",
    "https://example.com:443, true",
    "http://example.com, false",
    "https://example.com.evil.org, false",
    "https://www.example.com, false",
    "https://example.com/, false",
    "null, false",
  })
  void withAListOnlyItsOriginsPassWhole(String origin, boolean allowed) {
    assertEquals(allowed, listed.allows(origin, "bridge.example.net", false));
    assertFalse(listed.allows("http://bridge.example.net", "bridge.example.net", false));
  }

  @Test
  void whatOnlyLooksLikeAnAllowedOriginDoesNotPass() {
    OriginPolicy policy = new OriginPolicy(List.of("https://kiosk.example"), List.of());
    assertTrue(policy.allows("https://KIOSK.example", null, false));
    for (String origin :
        List.of(
            "https://\u212aiosk.example", // the Kelvin sign, whose lower case is a k
            "https://kiosk.example:",
            "https://kiosk.example:0443",
            "https://kiosk.example:\u0664\u0664\u0663",
            "https://kiosk.example ",
            " https://kiosk.example")) {
      assertFalse(policy.allows(origin, "kiosk.example", false), origin);
      assertFalse(same.allows(origin, "kiosk.example", false), origin);
    }
  }

  @Test
  void aClientWithoutOriginIsNoBrowserAndPasses() {
    assertTrue(same.allows(null, "example.com", false));
    assertTrue(listed.allows(null, null, false));
  }

  @ParameterizedTest
  @CsvSource({
    "http://lab_pc:8080, lab_pc:8080, true",
    "http://lab_pc, lab_pc, true",
    "http://lab.example, LAB.example, true",
    "http://[::1]:8000, [::1]:8000, true",
    "http://example.org., example.org., true",
    "http://example.org, example.org:80, true",
    "https://example.org:8443, example.org, false",
    "capacitor://localhost, localhost, false",
    "chrome-extension://abc, abc, false",
  })
  void theSameHostIsTheSameWhateverItsNameAndOnlyOnTheWeb(
      String origin, String host, boolean allowed) {
    assertEquals(allowed, same.allows(origin, host, false));
  }

  @Test
  void whoIsKnownToHaveComeByTlsComesFromAPageByTls() {
    assertTrue(same.allows("https://example.org", "example.org", true));
    assertFalse(same.allows("http://example.org", "example.org", true));
    assertFalse(same.allows("http://example.org:443", "example.org:443", true));
    assertTrue(same.allows("http://example.org", "example.org", false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "capacitor://localhost",
        "ionic://localhost",
        "tauri://localhost",
        "chrome-extension://aapbdbdomjkkjkaonfhkkikfgjllcleb",
        "moz-extension://5b3c2a1e-0000-4000-8000-000000000000",
        "vscode-webview://0abc",
        "app://.",
        "file://",
        "null",
        "http://lab_pc:8080",
      })
  void anyOriginCanBeListedAndThenOnlyThatPasses(String origin) {
    OriginPolicy policy = new OriginPolicy(List.of(origin), List.of());
    assertTrue(policy.allows(origin, "example.org", false));
    for (String other :
        List.of("file://", "null", "capacitor://localhost", "app://", "http://example.org", "")) {
      assertEquals(other.equals(origin), policy.allows(other, "example.org", false), other);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example.org, true",
    "https://a.b.example.org, true",
    "https://A_1.Example.ORG:443, true",
    "https://example.org, false",
    "https://.example.org, false",
    "https://..example.org, false",
    "https://evilexample.org, false",
    "https://a.example.org.evil.example, false",
    "https://a.example.org:8443, false",
    "http://a.example.org, false",
    "https://a.example.org., false",
  })
  void anAsteriskStandsForNamesBelowADomainAndNotForTheDomain(String origin, boolean allowed) {
    OriginPolicy policy = new OriginPolicy(List.of("https://*.example.org"), List.of());
    assertEquals(allowed, policy.allows(origin, "example.org", false));
  }

  @Test
  void thePublicOriginStandsInPlaceOfTheHostAndBesidesTheList() {
    OriginPolicy policy = new OriginPolicy(List.of(), List.of("https://example.org:8443"));
    assertTrue(policy.allows("https://example.org:8443", "127.0.0.1:8000", false));
    assertFalse(policy.allows("http://127.0.0.1:8000", "127.0.0.1:8000", false));
    OriginPolicy both = new OriginPolicy(List.of("app://x"), List.of("https://example.org"));
    assertTrue(both.allows("app://x", null, false));
    assertTrue(both.allows("https://example.org", null, false));
    for (String wrong : List.of("https://*.example.org", "app://x", "null", "*", "example.org")) {
      Throwable refused =
          assertThrows(
              IllegalArgumentException.class, () -> new OriginPolicy(List.of(), List.of(wrong)));
      assertTrue(refused.getMessage().startsWith("websocket.publicOrigin: "), wrong);
    }
  }

  @Test
  void aRefusalSaysWhatWasComparedAndWhatToSet() {
    String own = same.compared("127.0.0.1:8000", false);
    for (String part : List.of("127.0.0.1:8000", "websocket.origins", "websocket.publicOrigin")) {
      assertTrue(own.contains(part), own);
    }
    assertTrue(listed.compared("x", false).contains("https://example.com"));
    assertTrue(same.compared("x", true).contains("by https"));
  }

  @ParameterizedTest
  @CsvSource({
    "example.com, https://example.com",
    "https://example.com/, without a slash: https://example.com",
    "https://example.com/a, without a slash: https://example.com",
    "https://*, https://*.example.org",
    "https://*.com, https://*.example.org",
    "https://*.github.io, https://*.example.org",
    "https://*.1.2.3, https://*.example.org",
    "capacitor://*.example.org, https://*.example.org",
    "https://a.*.example.org, https://*.example.org",
    "https://, app://name",
    "about:blank, app://name",
    "https://u@example.com, app://name",
  })
  void whatIsNoOriginStopsTheStartWithTheWayOut(String origin, String hint) {
    Throwable refused =
        assertThrows(
            IllegalArgumentException.class, () -> new OriginPolicy(List.of(origin), List.of()));
    assertTrue(refused.getMessage().contains("\"" + origin + "\""), refused.getMessage());
    assertTrue(refused.getMessage().contains(hint), refused.getMessage());
  }
}
