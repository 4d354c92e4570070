package org.zmqwebbridge.edge;

/**
 * What is compressed for clients that can read it (RFC 7692).
 *
 * @param minBytes shorter messages are sent as they are
 * @param level of zlib, from 1, the fastest, to 9
 */
public record DeflateSettings(int minBytes, int level) {
  private static final int MAX_LEVEL = 9;

  /** The defaults of docs/OPERATIONS.md. */
  public static final DeflateSettings DEFAULTS = new DeflateSettings(1024, 1);

  /**
   * @throws IllegalArgumentException if there is no such size or level
   */
  public DeflateSettings {
    if (minBytes < 0 || level < 1 || level > MAX_LEVEL) {
      throw new IllegalArgumentException(
          "deflate: minBytes is at least 0 and level from 1 to 9, not " + minBytes + ", " + level);
    }
  }
}
