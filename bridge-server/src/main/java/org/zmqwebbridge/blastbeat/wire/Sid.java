package org.zmqwebbridge.blastbeat.wire;

import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * The name of a session, which is before all that is said of it: 16 random bytes.
 *
 * <p>Immutable.
 */
public record Sid(long high, long low) {
  /** How many bytes one has. */
  public static final int BYTES = 16;

  /** One that nobody can guess. */
  public static Sid random() {
    UUID random = UUID.randomUUID();
    return new Sid(random.getMostSignificantBits(), random.getLeastSignificantBits());
  }

  /** The one that these bytes are; {@code null}: they are none. */
  public static Sid of(byte[] bytes) {
    if (bytes.length != BYTES) {
      return null;
    }
    ByteBuffer both = ByteBuffer.wrap(bytes);
    return new Sid(both.getLong(), both.getLong());
  }

  /** As nodes have it. */
  public byte[] bytes() {
    return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
  }

  /** As a UUID is written. */
  @Override
  public String toString() {
    return new UUID(high, low).toString();
  }
}
