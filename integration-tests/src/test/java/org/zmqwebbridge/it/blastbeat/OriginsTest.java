package org.zmqwebbridge.it.blastbeat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zmqwebbridge.blastbeat.config.VhostOptions;
import org.zmqwebbridge.blastbeat.config.VhostSpec;
import org.zmqwebbridge.observe.Counter;

/** Pages of which sites may open WebSockets. */
@SuppressWarnings("try") // clients and nodes end when a test says so
class OriginsTest {
  @ParameterizedTest
  @CsvSource({
    "http://localhost, true",
    "https://localhost, true",
    "http://other.test, false",
    "http://localhost:81, false",
    "null, false",
    "https://a.example.org, true",
    "http://a.example.org, false",
    "https://example.org, false",
    "nonsense, false",
  })
  void pagesOfForeignOriginsOpenNone(String origin, boolean isAllowed) {
    VhostSpec host =
        VhostSpec.of("localhost", "a")
            .with(VhostOptions.DEFAULTS.withOrigins("https://*.example.org"));
    try (Beat beat = Beat.start(host);
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      client.upgrade("/", "Origin: " + origin);
      if (isAllowed) {
        assertEquals("/", node.hear("uwsgi").path());
        client.expect(Asking.SWITCH);
      } else {
        assertTrue(client.expectRefusal(403).contains("origins"));
        node.hearsNothingNow();
        assertEquals(1, beat.count(Counter.BLASTBEAT_ORIGINS_REFUSED));
      }
    }
  }
}
