/**
 * Many clients on one thread, of WebSockets and of HTTP: connections, framing, TLS, the ramp.
 *
 * <p>Imports the JDK only. Owner thread: the one that drives the {@code LoadLoop}.
 */
package org.zmqwebbridge.bench.client;
