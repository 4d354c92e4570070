package org.zmqwebbridge.relay.wire;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * Seconds since 1970 as HTTP has them (RFC 9110, section 5.6.7): written in one form, read in
 * three.
 */
public final class HttpDate {
  private static final int MAX_LENGTH = 40;
  private static final long LAST = 253_402_300_799L; // of the year 9999
  private static final int FIRST_YEAR = 1970; // of the 100 that two digits mean

  private static final List<DateTimeFormatter> ALL =
      List.of(
          strict(
              new DateTimeFormatterBuilder()
                  .appendPattern("EEE, dd MMM ")
                  .appendValue(ChronoField.YEAR, 4)
                  .appendPattern(" HH:mm:ss 'GMT'")),
          strict(
              new DateTimeFormatterBuilder()
                  .appendPattern("EEEE, dd-MMM-")
                  .appendValueReduced(ChronoField.YEAR, 2, 2, FIRST_YEAR)
                  .appendPattern(" HH:mm:ss 'GMT'")),
          strict(
              new DateTimeFormatterBuilder()
                  .appendPattern("EEE MMM ppd HH:mm:ss ")
                  .appendValue(ChronoField.YEAR, 4)));

  private HttpDate() {}

  private static DateTimeFormatter strict(DateTimeFormatterBuilder form) {
    return form.toFormatter(Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT);
  }

  /**
   * For example {@code Fri, 20 Nov 2026 20:47:10 GMT}; of what is out of its years, the nearest.
   */
  public static String format(long seconds) {
    long within = Math.max(0, Math.min(seconds, LAST));
    return FixedDate.format(within);
  }

  /** Reads one, from 1970 on; empty: it is none. */
  public static OptionalLong parse(String text) {
    if (text.length() > MAX_LENGTH) {
      return OptionalLong.empty();
    }
    long fixed = FixedDate.parse(text);
    if (fixed != FixedDate.NONE) {
      return OptionalLong.of(fixed);
    }
    return ALL.stream()
        .map(form -> seconds(text, form))
        .filter(OptionalLong::isPresent)
        .findFirst()
        .orElse(OptionalLong.empty());
  }

  private static OptionalLong seconds(String text, DateTimeFormatter form) {
    try {
      long seconds = LocalDateTime.parse(text, form).toEpochSecond(ZoneOffset.UTC);
      return seconds < 0 ? OptionalLong.empty() : OptionalLong.of(seconds);
    } catch (DateTimeException other) {
      return OptionalLong.empty();
    }
  }
}
