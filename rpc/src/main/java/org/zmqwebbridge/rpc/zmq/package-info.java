/**
 * The only code of this module that knows JeroMQ: the thread that owns sockets, the sockets with
 * the options that their safety rests on, and addresses.
 *
 * <p>May import: JeroMQ, slf4j. Threads: one {@link org.zmqwebbridge.rpc.zmq.SocketThread} per
 * server, client or publisher.
 */
package org.zmqwebbridge.rpc.zmq;
