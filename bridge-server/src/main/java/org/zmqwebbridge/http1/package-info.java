/**
 * HTTP/1 for dialects that read their connections themselves: heads, bodies, and the frames of
 * WebSockets that somebody else interprets. Pure: no I/O, no clock, no log.
 *
 * <p>Imports the JDK and itself. Threads: a reader belongs to one connection.
 */
package org.zmqwebbridge.http1;
