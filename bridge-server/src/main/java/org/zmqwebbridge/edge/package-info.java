/**
 * What a browser is to the bridge, without any WebSocket library: a {@link
 * org.zmqwebbridge.edge.Connection} to send to, a {@link org.zmqwebbridge.edge.ConnectionHandler}
 * that hears from it, and the {@link org.zmqwebbridge.edge.Dialect} that both belong to.
 *
 * <p>May import: the JDK, and observe. Threads: none of its own; each type says who calls it.
 */
package org.zmqwebbridge.edge;
