/**
 * BlastBeat as its nodes and clients see it: whole bridges, nodes in Java and Python, and clients
 * that write every byte.
 *
 * <p>Threads: each test's own; nodes in Python are processes.
 */
package org.zmqwebbridge.it.blastbeat;
