/**
 * What crosses the sockets of BlastBeat's nodes: uwsgi packets, and what nodes say. Pure: no I/O,
 * no clock, no log.
 *
 * <p>Imports the JDK and itself.
 */
package org.zmqwebbridge.blastbeat.wire;
