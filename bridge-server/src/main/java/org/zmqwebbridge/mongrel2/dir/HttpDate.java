package org.zmqwebbridge.mongrel2.dir;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Dates as HTTP writes them (RFC 9110, section 5.6.7), in whole seconds since 1970. */
final class HttpDate {
  /** There is no date. */
  static final long NONE = Long.MIN_VALUE;

  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);
  private static final DateTimeFormatter OF_C =
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH);

  private HttpDate() {}

  static String text(long seconds) {
    return FORM.format(LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC));
  }

  /** What is meant; {@link #NONE} where there is none, or one in no form of today's. */
  static long seconds(String said) {
    if (said == null) {
      return NONE;
    }
    try {
      Instant meant =
          LocalDateTime.parse(said.trim(), said.indexOf(',') >= 0 ? FORM : OF_C)
              .toInstant(ZoneOffset.UTC);
      return meant.getEpochSecond();
    } catch (DateTimeException none) {
      return NONE;
    }
  }
}
