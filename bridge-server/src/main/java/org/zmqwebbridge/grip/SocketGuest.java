package org.zmqwebbridge.grip;

import org.zmqwebbridge.auth.Grant;

/**
 * A client that may come in over a WebSocket.
 *
 * @param target who has let it in
 * @param grant what the hooks have granted it
 */
record SocketGuest(GripRoute route, Target target, Grant grant) {}
