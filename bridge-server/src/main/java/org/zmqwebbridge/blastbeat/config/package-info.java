/**
 * BlastBeat's configuration: binds, routers, virtual hosts and limits as values, and what reads
 * them: its ini files, and folders of these.
 *
 * <p>Imports the JDK, config (for what is said of mistakes), zmq (addresses and mechanisms), edge
 * (certificates) and itself. Threads: the caller's.
 */
package org.zmqwebbridge.blastbeat.config;
