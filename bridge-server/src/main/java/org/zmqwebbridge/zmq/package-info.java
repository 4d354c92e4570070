/**
 * The only code that knows JeroMQ: the loop that owns every ZeroMQ socket, the sockets with the
 * options that the bridge's safety rests on, the parser of endpoint addresses, and DNS; and sockets
 * that do without it.
 *
 * <p>May import: JeroMQ, JCTools, Guava, {@code observe}. Threads: one {@link
 * org.zmqwebbridge.zmq.ZmqLoop} owns its sockets; JeroMQ's own I/O threads never run our code
 * except to count and to set a flag.
 */
package org.zmqwebbridge.zmq;
