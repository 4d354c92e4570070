package org.zmqwebbridge.edge;

/**
 * One outgoing text message, as UTF-8 in pieces, so that pieces can be shared between messages.
 *
 * <p>No piece may change after construction.
 *
 * @param droppable whether a slow reader may lose it (a publication) or not (a reply)
 * @param pieces one behind the other, the payload
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; copying would defeat the sharing
public record TextMessage(boolean droppable, byte[]... pieces) {}
