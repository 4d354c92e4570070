/**
 * Mongrel2: servers whose back ends are handlers behind ZeroMQ sockets. Each has listeners of its
 * own, whose connections it reads itself.
 *
 * <p>Imports {@code edge}, {@code http1}, {@code zmq}, {@code observe}, {@code origin}, and what is
 * below it. Threads: what clients send is read by the edge's threads, what handlers send by the
 * loop; neither waits for the other.
 */
package org.zmqwebbridge.mongrel2;
