/**
 * What happens to the clients of GRIP, published over ZeroMQ for anyone who counts it elsewhere, in
 * the words of Pushpin.
 *
 * <p>Imports edge (heads), zmq, tnetstring, json and observe. Threads: the loop's, which owns the
 * socket; what happens is told from any.
 */
package org.zmqwebbridge.grip.stats;
