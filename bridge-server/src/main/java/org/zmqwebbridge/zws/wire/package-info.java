/**
 * ZWS 2.0 (ZeroMQ's RFC 45) as bytes: one WebSocket message to one frame and back, and the commands
 * of the mechanisms NULL and PLAIN (RFC 23 and 24). Pure: no I/O, no clock, no log.
 *
 * <p>May import: the JDK. Threads: any; everything is immutable.
 */
package org.zmqwebbridge.zws.wire;
