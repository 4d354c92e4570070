package org.zmqwebbridge.demo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The colours of tokens.css, and their contrast as WCAG 2.2 defines it.
 *
 * @param pairs light and dark, as {@code #rrggbb}, by name
 */
record Tokens(Map<String, List<String>> pairs) {
  private static final Pattern PAIR =
      Pattern.compile("--([\\w-]+): light-dark\\((#\\w{6}), (#\\w{6})\\)");

  static Tokens read(String css) {
    Map<String, List<String>> pairs = new HashMap<>();
    for (MatchResult match : PAIR.matcher(css).results().toList()) {
      pairs.put(match.group(1), List.of(match.group(2), match.group(3)));
    }
    return new Tokens(pairs);
  }

  /** The schemes in which two colours are closer than a ratio, for a person to read. */
  List<String> pairsBelow(double ratio, String ink, String ground) {
    return Stream.of(0, 1)
        .filter(
            scheme -> contrast(pairs.get(ink).get(scheme), pairs.get(ground).get(scheme)) < ratio)
        .map(scheme -> ink + " on " + ground + (scheme == 0 ? ", light" : ", dark"))
        .toList();
  }

  private static double contrast(String one, String other) {
    double first = luminance(one);
    double second = luminance(other);
    return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
  }

  private static double luminance(String colour) {
    int rgb = Integer.parseInt(colour.substring(1), 16);
    return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
  }

  private static double linear(int channel) {
    double value = (channel & 0xff) / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }
}
