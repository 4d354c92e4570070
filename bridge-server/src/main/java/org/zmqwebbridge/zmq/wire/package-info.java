/**
 * What crosses a ZeroMQ connection without protection (ZMTP 3, and what came before it), for
 * sockets that the loop speaks for itself. Pure: no I/O, no clock, no log.
 *
 * <p>Imports the JDK and itself.
 */
package org.zmqwebbridge.zmq.wire;
