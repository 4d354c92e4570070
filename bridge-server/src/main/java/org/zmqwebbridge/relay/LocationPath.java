package org.zmqwebbridge.relay;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zmqwebbridge.relay.wire.PercentText;

/**
 * Which paths are a location's, and what in them is the channel's id.
 *
 * <p>Immutable.
 *
 * @param text as the configuration has it: a prefix, or a pattern
 * @param pattern of whole paths; its first group is the id, and without one the location has one
 *     channel, whose id is the path
 */
@SuppressWarnings("UnusedVariable")
public record LocationPath(String text, Pattern pattern) {
  /** All paths that begin so; the rest is the id, and where there is none, none is named. */
  public static LocationPath prefix(String prefix) {
    return new LocationPath(
        prefix, Pattern.compile(Pattern.quote(prefix) + "(.*)", Pattern.DOTALL));
  }

  /**
   * All paths that a regular expression matches from their beginning to their end.
   *
   * @throws java.util.regex.PatternSyntaxException if it is none
   */
  public static LocationPath url(String expression) {
    return new LocationPath(expression, Pattern.compile(expression, Pattern.UNIX_LINES));
  }

  /**
   * A path that leads here.
   *
   * @param id in it; empty: it names none
   */
  record Match(Optional<String> id) {}

  /** Matches a path, once; empty: it does not lead here. */
  Optional<Match> match(String path) {
    String plain = decoded(path);
    Matcher matcher = pattern.matcher(plain);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new Match(
            matcher.groupCount() == 0
                ? Optional.of(plain)
                : Optional.ofNullable(matcher.group(1)).filter(id -> !id.isEmpty())));
  }

  /** Whether a path leads here. */
  public boolean matches(String path) {
    return match(path).isPresent();
  }

  /** Of what is encoded in a path the edge has decoded only what need not have been. */
  private static String decoded(String path) {
    return path.indexOf('%') < 0 ? path : PercentText.decode(path).orElse(path);
  }

  /** The id in a path that leads here; empty: it names none. */
  public Optional<String> id(String path) {
    return match(path).flatMap(Match::id);
  }

  /**
   * Whether every path that leads to another leads here, as far as can be told: of prefixes it can,
   * of patterns where they say the same, or this one takes all that begins in some way.
   */
  public boolean covers(LocationPath other) {
    return pattern.pattern().equals(other.pattern.pattern())
        || PatternStart.of(pattern).takesAllOf(other.pattern);
  }

  /** By what they say: no two patterns are the same object. */
  @Override
  public boolean equals(Object other) {
    return other instanceof LocationPath path
        && text.equals(path.text)
        && pattern.pattern().equals(path.pattern.pattern())
        && pattern.flags() == path.pattern.flags();
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }
}
