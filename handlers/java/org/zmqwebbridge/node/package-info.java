/**
 * Nodes for BlastBeat, and for the servers that the bridge runs as BlastBeat would.
 *
 * <p>Imports the JDK and JeroMQ. Threads: the caller's, one for each node.
 */
package org.zmqwebbridge.node;
