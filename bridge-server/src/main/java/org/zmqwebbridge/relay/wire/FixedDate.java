package org.zmqwebbridge.relay.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.LocalDate;

/**
 * The one form in which HTTP writes dates (RFC 9110, section 5.6.7, {@code IMF-fixdate}), by hand:
 * every poll brings one and is given one, and a formatter takes a tenth of its time.
 */
final class FixedDate {
  private static final String DAYS = "ThuFriSatSunMonTueWed"; // 1970 began on a Thursday
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
  private static final String PATTERN = "Thu, 01 Jan 1970 00:00:00 GMT";
  private static final int SECONDS_PER_DAY = 86_400;

  static final long NONE = -1;

  private FixedDate() {}

  /**
   * Writes one.
   *
   * @param seconds from 0 to the end of the year 9999
   */
  static String format(long seconds) {
    long day = seconds / SECONDS_PER_DAY;
    int second = (int) (seconds % SECONDS_PER_DAY);
    LocalDate date = LocalDate.ofEpochDay(day);
    byte[] text = PATTERN.getBytes(ISO_8859_1);
    copy(DAYS, (int) (day % 7), text, 0);
    digits(text, 5, 2, date.getDayOfMonth());
    copy(MONTHS, date.getMonthValue() - 1, text, 8);
    digits(text, 12, 4, date.getYear());
    digits(text, 17, 2, second / 3600);
    digits(text, 20, 2, second / 60 % 60);
    digits(text, 23, 2, second % 60);
    return new String(text, ISO_8859_1);
  }

  private static void copy(String names, int number, byte[] text, int at) {
    for (int i = 0; i < 3; i++) {
      text[at + i] = (byte) names.charAt(3 * number + i);
    }
  }

  private static void digits(byte[] text, int at, int count, int value) {
    int left = value;
    for (int i = at + count - 1; i >= at; i--) {
      text[i] = (byte) ('0' + left % 10);
      left /= 10;
    }
  }

  /** Reads one; {@link #NONE}: it is none of this form, or from before 1970. */
  static long parse(String text) {
    if (text.length() != PATTERN.length()) {
      return NONE;
    }
    int month = MONTHS.indexOf(text.substring(8, 11));
    int day = number(text, 5, 2);
    int year = number(text, 12, 4);
    int second = 3600 * number(text, 17, 2) + 60 * number(text, 20, 2) + number(text, 23, 2);
    boolean isDate = month >= 0 && month % 3 == 0 && year >= 1970 && day >= 1 && day <= 31;
    if (!isDate || second < 0 || second >= SECONDS_PER_DAY) {
      return NONE;
    }
    LocalDate first = LocalDate.of(year, month / 3 + 1, 1);
    long seconds = (first.toEpochDay() + day - 1) * SECONDS_PER_DAY + second;
    return format(seconds).equals(text) ? seconds : NONE; // and so all of it is right
  }

  private static int number(String text, int at, int count) {
    int value = 0;
    for (int i = at; i < at + count; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1_000_000;
      }
      value = 10 * value + c - '0';
    }
    return value;
  }
}
