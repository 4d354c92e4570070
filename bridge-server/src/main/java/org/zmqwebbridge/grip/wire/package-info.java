/**
 * What GRIP says in headers, bodies and WebSocket messages: instructs of origins, items of
 * publishers, events of WebSockets over HTTP. Pure: no I/O, no clock, no log.
 *
 * <p>Imports the JDK, json and itself. Threads: any, all values are immutable.
 */
package org.zmqwebbridge.grip.wire;
