package org.zmqwebbridge.bench.report;

import java.util.Locale;

/**
 * One number of a result.
 *
 * @param name what it is
 * @param value NaN if it is not known
 * @param unit may be empty
 */
public record Figure(String name, double value, String unit) {
  private static final double FEW = 10;
  private static final double MANY = 100;

  /** The value for people: thousands separated, a decimal or two where it is small. */
  public String text() {
    if (Double.isNaN(value)) {
      return "–";
    }
    return number(value) + (unit.isEmpty() ? "" : " " + unit);
  }

  /** A number for people. */
  public static String number(double value) {
    if (value == Math.rint(value)) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    double size = Math.abs(value);
    String format = size < FEW ? "%,.2f" : size < MANY ? "%,.1f" : "%,.0f";
    return String.format(Locale.ROOT, format, value);
  }
}
