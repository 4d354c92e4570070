package org.zmqwebbridge.door.wire;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code Accept} (RFC 9110, section 12.5.1). What is none of it is passed over. */
final class Accept {
  private static final Pattern WEIGHT = Pattern.compile("q=(0(?:\\.[0-9]{0,3})?|1(?:\\.0{0,3})?)");

  private Accept() {}

  /**
   * How much a media type is wanted.
   *
   * @param precision 0: not named; 1: with all, 2: with all of its kind, 3: by its name
   */
  private record Wish(double weight, int precision) {}

  /** Whether a media type is wanted rather than the one that clients get that say nothing. */
  static boolean prefers(String accept, String type, String standard) {
    Wish wish = wish(accept, type);
    Wish other = wish(accept, standard);
    return wish.weight > other.weight
        || (wish.weight == other.weight && wish.weight > 0 && wish.precision > other.precision);
  }

  private static Wish wish(String accept, String type) {
    Wish best = new Wish(0, 0);
    for (String range : accept.split(",", -1)) {
      String[] fields = range.toLowerCase(Locale.ROOT).split(";", -1);
      int precision = precision(fields[0].strip(), type);
      if (precision > best.precision) {
        best = new Wish(weight(fields), precision);
      }
    }
    return best;
  }

  private static int precision(String range, String type) {
    if (range.equals(type)) {
      return 3;
    }
    boolean ofKind = range.equals(type.substring(0, type.indexOf('/')) + "/*");
    return ofKind ? 2 : range.equals("*/*") ? 1 : 0;
  }

  private static double weight(String[] fields) {
    for (int i = 1; i < fields.length; i++) {
      Matcher weight = WEIGHT.matcher(fields[i].strip());
      if (weight.matches()) {
        return Double.parseDouble(weight.group(1));
      }
    }
    return 1;
  }
}
