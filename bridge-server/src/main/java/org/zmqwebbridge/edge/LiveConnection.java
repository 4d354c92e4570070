package org.zmqwebbridge.edge;

/**
 * A WebSocket as it was at one moment.
 *
 * <p>Immutable.
 *
 * @param id as log lines name it
 * @param openMillis how long it has been open
 * @param address its client's, without a port, as the access log has it
 * @param path that it asked for
 * @param origin of its page; empty: it says none
 * @param bytesIn that have come
 * @param bytesOut that the transport was given
 * @param messagesIn that have come whole
 * @param messagesOut that were sent to it
 * @param waitingBytes that its client has not taken yet
 * @param waitingMessages of these
 * @param dropped publications that it has lost, because its client reads too slowly
 * @param isPaused whether it is not read from for now
 * @param occupant what it is used for
 */
public record LiveConnection(
    long id,
    long openMillis,
    String address,
    String path,
    String origin,
    long bytesIn,
    long bytesOut,
    long messagesIn,
    long messagesOut,
    long waitingBytes,
    int waitingMessages,
    long dropped,
    boolean isPaused,
    Occupant occupant) {}
