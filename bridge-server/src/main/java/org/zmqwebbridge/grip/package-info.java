/**
 * GRIP: a reverse proxy whose origins say by headers which requests become streams, long polls and
 * WebSockets that hear channels, and publishers that send to these.
 *
 * <p>Imports edge, auth, channel, origin, zmq, flow, observe and its own wire; no other dialect.
 * Threads: none of its own.
 */
package org.zmqwebbridge.grip;
