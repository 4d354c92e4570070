/**
 * One socket on the command line: asks, hears or says something through a bridge, as a page does,
 * or straight to a ZeroMQ socket, as a service does; to try things out.
 *
 * <p>May import: {@code zmq}, {@code json}, the frames of the second wire, the JDK's WebSockets.
 * Threads: the caller's, which waits; those of the JDK's HTTP client.
 */
package org.zmqwebbridge.probe;
