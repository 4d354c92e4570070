package org.zmqwebbridge.mongrel2.dir;

import java.util.Locale;

/** Which encodings a client takes (RFC 9110, section 12.5.3). */
final class Encodings {
  private Encodings() {}

  /** Whether a header {@code Accept-Encoding} names one, and does not say {@code q=0}. */
  static boolean take(String accept, String encoding) {
    for (String word : accept.split(",", -1)) {
      String[] parts = word.split(";", -1);
      if (parts[0].trim().equalsIgnoreCase(encoding)) {
        return parts.length == 1 || !isNothing(parts[1].trim());
      }
    }
    return false;
  }

  private static boolean isNothing(String weight) {
    return weight.toLowerCase(Locale.ROOT).matches("q\\s*=\\s*0(\\.0*)?");
  }
}
