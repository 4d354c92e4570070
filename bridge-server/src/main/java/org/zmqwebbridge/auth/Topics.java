package org.zmqwebbridge.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Which publications somebody may receive: those whose first frame begins with one of some
 * prefixes, compared byte by byte, as ZeroMQ subscribes (RFC 29, "Filtering").
 *
 * <p>A prefix is no word: {@code user/1} lets {@code user/12} through; end it with a delimiter,
 * {@code user/1/}. Immutable; equal to another with the same meaning.
 */
public final class Topics {
  /** The longest prefix, in bytes of UTF-8. */
  public static final int MAX_PREFIX_BYTES = 255;

  /** The most prefixes of one grant. */
  public static final int MAX_PREFIXES = 128;

  /** Everything that is published. */
  public static final Topics ALL = new Topics(List.of(""));

  /** Nothing. */
  public static final Topics NONE = new Topics(List.of());

  private final List<String> prefixes; // none is a prefix of another; in order
  private final byte[][] bytes;

  private Topics(List<String> prefixes) {
    this.prefixes = List.copyOf(prefixes);
    this.bytes = prefixes.stream().map(prefix -> prefix.getBytes(UTF_8)).toArray(byte[][]::new);
  }

  /**
   * The topics that begin with one of these; the empty prefix is everything, no prefix is nothing.
   *
   * @throws IllegalArgumentException if one is longer than {@link #MAX_PREFIX_BYTES}, or there are
   *     more than {@link #MAX_PREFIXES}
   */
  public static Topics of(String... prefixes) {
    return of(Arrays.asList(prefixes));
  }

  /** The topics that begin with one of these. */
  public static Topics of(Collection<String> prefixes) {
    if (prefixes.size() > MAX_PREFIXES) {
      throw new IllegalArgumentException(
          prefixes.size() + " topics; at most " + MAX_PREFIXES + " are allowed, use shorter ones");
    }
    prefixes.forEach(Topics::check);
    return normal(prefixes);
  }

  /** Whether this may be a prefix: text, and not too long. */
  public static boolean isTopic(String prefix) {
    return UTF_8.newEncoder().canEncode(prefix)
        && prefix.getBytes(UTF_8).length <= MAX_PREFIX_BYTES;
  }

  private static void check(String prefix) {
    if (!isTopic(prefix)) {
      throw new IllegalArgumentException(
          "a topic is text of at most " + MAX_PREFIX_BYTES + " bytes of UTF-8");
    }
  }

  /** Leaves out what a shorter prefix lets through anyway. */
  private static Topics normal(Collection<String> prefixes) {
    List<String> kept = new ArrayList<>();
    for (String prefix : new TreeSet<>(prefixes)) { // what a prefix covers stands right after it
      if (kept.isEmpty() || !prefix.startsWith(kept.get(kept.size() - 1))) {
        kept.add(prefix);
      }
    }
    return new Topics(List.copyOf(kept));
  }

  /** What one of these lets through. */
  public static Topics anyOf(Collection<Topics> many) {
    return normal(many.stream().flatMap(topics -> topics.prefixes.stream()).toList());
  }

  /** What both let through. */
  public Topics and(Topics other) {
    List<String> both = new ArrayList<>();
    for (String mine : prefixes) {
      for (String theirs : other.prefixes) {
        if (mine.startsWith(theirs)) {
          both.add(mine);
        } else if (theirs.startsWith(mine)) {
          both.add(theirs);
        }
      }
    }
    return normal(both);
  }

  /** Whether everything gets through. */
  public boolean isAll() {
    return equals(ALL);
  }

  /** Whether nothing gets through. */
  public boolean isNone() {
    return prefixes.isEmpty();
  }

  /** Whether a publication with this first frame gets through. */
  public boolean includes(byte[] topic) {
    for (byte[] prefix : bytes) {
      if (prefix.length <= topic.length
          && Arrays.equals(prefix, 0, prefix.length, topic, 0, prefix.length)) {
        return true;
      }
    }
    return false;
  }

  /** The prefixes, none of which begins with another. */
  public List<String> prefixes() {
    return prefixes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Topics that && that.prefixes.equals(prefixes);
  }

  @Override
  public int hashCode() {
    return prefixes.hashCode();
  }

  @Override
  public String toString() {
    return isAll() ? "all topics" : "topics " + prefixes;
  }
}
