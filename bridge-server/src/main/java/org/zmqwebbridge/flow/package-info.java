/**
 * How much may be kept for those who are slow, what they lose of it, and when what goes to many
 * goes together: words that the edge, the gateways and the channels share.
 *
 * <p>May import: {@code observe}. Threads: none of its own.
 */
package org.zmqwebbridge.flow;
