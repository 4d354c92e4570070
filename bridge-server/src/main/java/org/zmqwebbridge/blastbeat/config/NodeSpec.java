package org.zmqwebbridge.blastbeat.config;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A node of a virtual host.
 *
 * <p>Immutable.
 *
 * @param name its ZeroMQ identity, 1 to 255 bytes of UTF-8
 * @param weight how much of the load it takes beside others: with 2 twice as many sessions as with
 *     1
 */
public record NodeSpec(String name, int weight) {
  private static final int MAX_BYTES = 255;
  private static final int MAX_WEIGHT = 1_000;

  /**
   * @throws IllegalArgumentException if one is wrong; says which
   */
  public NodeSpec {
    int bytes = name.getBytes(UTF_8).length;
    if (bytes == 0 || bytes > MAX_BYTES || name.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      throw new IllegalArgumentException(
          "a node's name is its identity, 1 to "
              + MAX_BYTES
              + " bytes without control characters, not "
              + Checks.quoted(name));
    }
    Checks.between(weight, 1, MAX_WEIGHT, "the weight of node " + name);
  }

  /** One that takes as much as others. */
  public static NodeSpec of(String name) {
    return new NodeSpec(name, 1);
  }

  /** As it says who it is. */
  public byte[] identity() {
    return name.getBytes(UTF_8);
  }
}
