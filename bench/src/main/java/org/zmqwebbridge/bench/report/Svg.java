package org.zmqwebbridge.bench.report;

import java.util.Locale;

/**
 * An SVG drawing with a frame for a curve: the mapping from values to places, and its elements.
 *
 * <p>Owner thread: its maker's.
 */
final class Svg {
  static final int WIDTH = 460;
  static final int HEIGHT = 280;
  static final int LEFT = 52;
  static final int RIGHT = WIDTH - 28;
  static final int TOP = 16;
  static final int BOTTOM = HEIGHT - 48;

  private final StringBuilder text = new StringBuilder();

  Svg(String title) {
    add("<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">", WIDTH, HEIGHT, escape(title));
  }

  /** The place of a part of the width, from 0 to 1. */
  static double x(double part) {
    return LEFT + part * (RIGHT - LEFT);
  }

  /** The place of a part of the height, from 0 at the bottom to 1. */
  static double y(double part) {
    return BOTTOM - part * (BOTTOM - TOP);
  }

  void horizontal(double y, String label) {
    add("<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>", LEFT, RIGHT, y, y);
    add("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>", LEFT - 6, y + 4, label);
  }

  void vertical(double x, String label) {
    add("<line class=\"grid\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>", x, x, TOP, BOTTOM);
    add("<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>", x, BOTTOM + 19, label);
  }

  void axisName(String name) {
    int middle = (LEFT + RIGHT) / 2;
    add("<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>", middle, HEIGHT - 7, name);
  }

  void curve(int number, String points) {
    add("<polyline class=\"curve c%d\" points=\"%s\"/>", number, points.trim());
  }

  void area(String points) {
    add(
        "<polygon class=\"area\" points=\"%.1f,%d %s %.1f,%d\"/>",
        x(0), BOTTOM, points.trim(), x(1), BOTTOM);
  }

  static String point(double x, double y) {
    return String.format(Locale.ROOT, "%.1f,%.1f ", x, y);
  }

  private void add(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  String end() {
    return text.append("</svg>\n").toString();
  }

  /** Text as HTML and SVG take it. */
  static String escape(String plain) {
    return plain
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
