/**
 * What crosses the sockets of Mongrel2's handlers: requests, replies, notices. Pure: no I/O, no
 * clock, no log.
 *
 * <p>Imports the JDK, {@code tnetstring} and itself.
 */
package org.zmqwebbridge.mongrel2.wire;
