package org.zmqwebbridge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.zmqwebbridge.auth.Topics;

/**
 * What somebody subscribes to: a prefix of a publication's first part, byte by byte (RFC 29,
 * "Filtering"). Any bytes.
 *
 * <p>Immutable; ordered by unsigned bytes.
 */
public final class Topic implements Comparable<Topic> {
  private static final List<Topic> EVERYTHING = List.of(of(""));

  private final byte[] bytes;
  private final int length;

  private Topic(byte[] bytes, int length) {
    this.bytes = bytes;
    this.length = length;
  }

  /** This prefix. */
  public static Topic of(byte[] prefix) {
    return new Topic(prefix.clone(), prefix.length);
  }

  /** This prefix, in UTF-8. */
  public static Topic of(String prefix) {
    byte[] utf8 = prefix.getBytes(UTF_8);
    return new Topic(utf8, utf8.length);
  }

  /** The beginning of somebody else's bytes, for a look-up. */
  static Topic beginning(byte[] topic, int length) {
    return new Topic(topic, length);
  }

  /** Its first bytes. */
  Topic beginning(int bytesOfIt) {
    return new Topic(bytes, bytesOfIt);
  }

  /** All that somebody may receive. */
  static List<Topic> of(Topics allowed) {
    if (allowed.equals(Topics.ALL)) {
      return EVERYTHING; // of every page on most endpoints
    }
    return allowed.prefixes().stream().map(Topic::of).toList();
  }

  /** What is left of this where only some may be received: none of it, itself, or longer ones. */
  List<Topic> within(List<Topic> allowed) {
    List<Topic> left = new ArrayList<>(1);
    for (Topic each : allowed) {
      if (each.isPrefixOf(this)) {
        return List.of(this);
      }
      if (isPrefixOf(each)) {
        left.add(each);
      }
    }
    return left;
  }

  /** A copy of its bytes. */
  public byte[] bytes() {
    return Arrays.copyOf(bytes, length);
  }

  /** In bytes. */
  public int length() {
    return length;
  }

  boolean isPrefixOf(Topic other) {
    return commonBytes(other) == length;
  }

  /** How many bytes both begin with. */
  int commonBytes(Topic other) {
    int mismatch = Arrays.mismatch(bytes, 0, length, other.bytes, 0, other.length);
    return mismatch < 0 ? length : mismatch;
  }

  @Override
  public int compareTo(Topic other) {
    return Arrays.compareUnsigned(bytes, 0, length, other.bytes, 0, other.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Topic that
        && Arrays.equals(bytes, 0, length, that.bytes, 0, that.length);
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = 0; i < length; i++) {
      hash = 31 * hash + bytes[i];
    }
    return hash;
  }

  @Override
  public String toString() {
    return new String(bytes, 0, length, UTF_8);
  }
}
