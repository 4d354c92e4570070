/**
 * What waits to be written to one client: bounded, in order, and what is lost of it is counted.
 *
 * <p>May import: {@code edge}, {@code flow}, {@code observe}. Threads: none of its own.
 */
package org.zmqwebbridge.edge.outgoing;
