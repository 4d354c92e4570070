package org.zmqwebbridge.relay;

import java.util.List;
import org.zmqwebbridge.auth.Grant;

/**
 * A client that may come in over a WebSocket.
 *
 * @param ids of its channels
 * @param wording how it hears
 * @param hears whether it is a subscriber
 * @param publishes whether it may publish
 * @param grant what it was granted, for both
 */
record SocketGuest(
    LocationSpec location,
    List<String> ids,
    Wording wording,
    boolean hears,
    boolean publishes,
    Grant grant) {}
