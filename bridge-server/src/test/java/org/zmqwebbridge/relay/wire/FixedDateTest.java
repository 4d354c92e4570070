package org.zmqwebbridge.relay.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dates as HTTP writes them, against the library's formatter. */
class FixedDateTest {
  private static final DateTimeFormatter LIBRARY =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH);
  private static final long LAST = 253_402_300_799L;

  @Test
  void everyDateIsTheLibrarys() {
    long seed = 20_260_102;
    Random random = new Random(seed);
    for (int i = 0; i < 100_000; i++) {
      long seconds = i < 2 ? i * LAST : random.nextLong(LAST + 1);
      String text = LIBRARY.format(LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC));
      assertEquals(text, FixedDate.format(seconds), "seed " + seed);
      assertEquals(seconds, FixedDate.parse(text), text);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Fri, 20 Nov 2026 20:47:10",
        "Sat, 20 Nov 2026 20:47:10 GMT",
        "Fri, 20 Nov 2026 24:47:10 GMT",
        "Fri, 20 Nov 2026 20:60:10 GMT",
        "Fri, 20 nov 2026 20:47:10 GMT",
        "Fri, 20 ovD 2026 20:47:10 GMT",
        "Fri, 31 Nov 2026 20:47:10 GMT",
        "Tue, 00 Nov 2026 20:47:10 GMT",
        "Fri, 2O Nov 2026 20:47:10 GMT",
        "Fri, 20 Nov 2026 20:47:1/ GMT",
        "Fri, 20 Nov 2026 20:47:10 UTC",
        "Fri. 20 Nov 2026 20:47:10 GMT",
        "Wed, 31 Dec 1969 23:59:59 GMT"
      })
  void whatIsNoneIsNone(String text) {
    assertEquals(FixedDate.NONE, FixedDate.parse(text));
  }
}
