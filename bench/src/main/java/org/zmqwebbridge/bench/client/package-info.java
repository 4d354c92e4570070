/**
 * Many clients on one thread, of WebSockets and of HTTP: connections, framing, TLS, the ramp.
 *
 * <p>Imports the JDK only. Owner thread: whoever drives the {@code LoadLoop}.
 */
package org.zmqwebbridge.bench.client;
