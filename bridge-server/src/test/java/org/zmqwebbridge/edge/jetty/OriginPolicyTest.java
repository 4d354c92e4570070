package org.zmqwebbridge.edge.jetty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginPolicyTest {
  private final OriginPolicy same = new OriginPolicy(List.of());
  private final OriginPolicy listed = new OriginPolicy(List.of("https://example.com"));

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
    assertEquals(allowed, same.allows(origin, host));
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
    assertEquals(allowed, listed.allows(origin, "bridge.example.net"));
    assertFalse(listed.allows("http://bridge.example.net", "bridge.example.net"));
  }

  @Test
  void whatOnlyLooksLikeAnAllowedOriginDoesNotPass() {
    OriginPolicy policy = new OriginPolicy(List.of("https://kiosk.example"));
    assertTrue(policy.allows("https://KIOSK.example", null));
    for (String origin :
        List.of(
            "https://\u212aiosk.example", // the Kelvin sign, whose lower case is a k
            "https://kiosk.example:",
            "https://kiosk.example:0443",
            "https://kiosk.example:\u0664\u0664\u0663",
            "https://kiosk.example ",
            " https://kiosk.example")) {
      assertFalse(policy.allows(origin, "kiosk.example"), origin);
      assertFalse(same.allows(origin, "kiosk.example"), origin);
    }
  }

  @Test
  void aClientWithoutOriginIsNoBrowserAndPasses() {
    assertTrue(same.allows(null, "example.com"));
    assertTrue(listed.allows(null, null));
  }

  @Test
  void whatIsNoOriginStopsTheStart() {
    assertThrows(IllegalArgumentException.class, () -> new OriginPolicy(List.of("example.com")));
    assertThrows(
        IllegalArgumentException.class, () -> new OriginPolicy(List.of("https://example.com/a")));
  }
}
