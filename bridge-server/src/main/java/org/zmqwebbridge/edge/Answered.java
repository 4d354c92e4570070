package org.zmqwebbridge.edge;

/**
 * A client that asked for a WebSocket, and whom a back end answers by plain HTTP.
 *
 * @param body not to be changed any more
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Answered(ResponseHead head, byte[] body) implements Admission {}
