/**
 * WebSocket without a library: frames (RFC 6455), their compression (RFC 7692), the opening key and
 * the closing handshake.
 *
 * <p>May import: {@code edge}, {@code flow}, {@code observe}. Threads: none of its own.
 */
package org.zmqwebbridge.edge.websocket;
