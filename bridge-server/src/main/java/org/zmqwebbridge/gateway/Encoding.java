package org.zmqwebbridge.gateway;

/**
 * How a subscriber wants publications: those with equal ones, and the same topics, are a group that
 * is encoded for once.
 *
 * <p>Immutable; {@code equals} and {@code hashCode} go by what is wanted.
 */
public interface Encoding {
  /** A new encoder for encodings of this class. */
  Encoder<?> newEncoder();
}
