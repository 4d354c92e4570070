package org.zmqwebbridge.edge;

/**
 * One outgoing text message that must not be lost, as UTF-8 in pieces, so that pieces can be shared
 * between messages. What a slow reader may lose goes as a {@link TextBlock}.
 *
 * <p>No piece may change after construction.
 *
 * @param pieces one behind the other, the payload
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; copying would defeat the sharing
public record TextMessage(byte[]... pieces) {}
