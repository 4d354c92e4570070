/**
 * Origins that are ZeroMQ workers: requests and responses as messages of ZHTTP, one for one or
 * streamed with credits.
 *
 * <p>Imports zmq, origin, edge (heads), tnetstring and observe. Threads: the loop's, which owns the
 * sockets; calls may come from any.
 */
package org.zmqwebbridge.grip.zhttp;
