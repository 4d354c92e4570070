package org.zmqwebbridge.zmq;

import org.zmqwebbridge.zmq.wire.PeerType;

/**
 * How a {@link DirectSocket} is set up.
 *
 * @param maxMessageBytes of all frames of a message: a peer that sends more is dropped
 * @param handshakeMillis a handshake that takes longer ends its connection
 * @param maxPeers how many may be connected
 * @param fullBytes when so much waits for a peer, it takes no more messages
 */
public record DirectOptions(
    PeerType type, long maxMessageBytes, int handshakeMillis, int maxPeers, int fullBytes) {}
