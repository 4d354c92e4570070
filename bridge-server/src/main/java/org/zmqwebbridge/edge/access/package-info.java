/**
 * What is told of each exchange and each connection once it has ended: one line, in a form that
 * programs read.
 *
 * <p>May import: {@code edge}, {@code observe}. Pure but for {@link
 * org.zmqwebbridge.edge.access.AccessLog}, which hands lines to a sink that must not block.
 */
package org.zmqwebbridge.edge.access;
