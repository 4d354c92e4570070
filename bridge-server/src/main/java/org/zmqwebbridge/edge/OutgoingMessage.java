package org.zmqwebbridge.edge;

/**
 * One outgoing message that must not be lost, in pieces, so that pieces can be shared between
 * messages. What a slow reader may lose goes as a {@link Batch}.
 *
 * <p>No piece may change after construction.
 *
 * @param type text or binary
 * @param pieces joined in order, the payload; of a text message, UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; copying would defeat the sharing
public record OutgoingMessage(MessageType type, byte[]... pieces) {

  /** A text message. */
  public static OutgoingMessage text(byte[]... utf8) {
    return new OutgoingMessage(MessageType.TEXT, utf8);
  }

  /** A binary message. */
  public static OutgoingMessage binary(byte[]... pieces) {
    return new OutgoingMessage(MessageType.BINARY, pieces);
  }
}
