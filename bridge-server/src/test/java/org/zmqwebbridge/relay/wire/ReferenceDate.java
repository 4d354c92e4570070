package org.zmqwebbridge.relay.wire;

import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates by the grammar of RFC 9110, section 5.6.7, and a calendar that counts days one by one. */
final class ReferenceDate {
  private static final List<String> DAYS =
      List.of("Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday");
  private static final List<String> MONTHS =
      List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");
  private static final String TIME = "(?<h>[0-9]{2}):(?<m>[0-9]{2}):(?<s>[0-9]{2})";
  private static final List<Pattern> FORMS =
      List.of(
          Pattern.compile(
              "(?<w>[A-Z][a-z]{2}), (?<d>[0-9]{2}) (?<n>[A-Z][a-z]{2}) (?<y>[0-9]{4}) "
                  + TIME
                  + " GMT"),
          Pattern.compile(
              "(?<w>[A-Z][a-z]{3,8}), (?<d>[0-9]{2})-(?<n>[A-Z][a-z]{2})-(?<y>[0-9]{2}) "
                  + TIME
                  + " GMT"),
          Pattern.compile(
              "(?<w>[A-Z][a-z]{2}) (?<n>[A-Z][a-z]{2}) (?<d>[0-9]{2}| [0-9]) "
                  + TIME
                  + " (?<y>[0-9]{4})"));

  private ReferenceDate() {}

  static OptionalLong parse(String text) {
    for (int form = 0; form < FORMS.size(); form++) {
      Matcher parts = FORMS.get(form).matcher(text);
      if (parts.matches()) {
        return read(parts, form == 1);
      }
    }
    return OptionalLong.empty();
  }

  private static OptionalLong read(Matcher parts, boolean isLong) {
    int said = Integer.parseInt(parts.group("y"));
    int year = isLong ? said + (said < 70 ? 2000 : 1900) : said;
    int month = MONTHS.indexOf(parts.group("n"));
    int day = Integer.parseInt(parts.group("d").strip());
    int hour = Integer.parseInt(parts.group("h"));
    int minute = Integer.parseInt(parts.group("m"));
    int second = Integer.parseInt(parts.group("s"));
    if (month < 0
        || year < 1970
        || day < 1
        || day > length(year, month)
        || hour > 23
        || minute > 59
        || second > 59) {
      return OptionalLong.empty();
    }
    long days = days(year, month) + day - 1;
    String weekday = DAYS.get((int) (days % 7));
    return parts.group("w").equals(isLong ? weekday : weekday.substring(0, 3))
        ? OptionalLong.of(((days * 24 + hour) * 60 + minute) * 60 + second)
        : OptionalLong.empty();
  }

  private static long days(int year, int month) {
    long days = 0;
    for (int y = 1970; y < year; y++) {
      days += isLeap(y) ? 366 : 365;
    }
    for (int m = 0; m < month; m++) {
      days += length(year, m);
    }
    return days;
  }

  private static int length(int year, int month) {
    return month == 1
        ? (isLeap(year) ? 29 : 28)
        : month == 3 || month == 5 || month == 8 || month == 10 ? 30 : 31;
  }

  private static boolean isLeap(int year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  }
}
