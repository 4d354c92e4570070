/**
 * A service of the operator's, asked over HTTP, as the authorizer.
 *
 * <p>May import: {@code auth}, {@code edge} (for the handshake), Gson, the JDK's HTTP client.
 * Threads: hooks' workers ask; the HTTP client's own threads bring the answers.
 */
package org.zmqwebbridge.auth.http;
