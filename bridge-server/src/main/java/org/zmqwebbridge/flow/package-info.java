/**
 * How much may be kept for those who are slow, and what they lose of it: words that the edge and
 * the gateways share.
 *
 * <p>May import: {@code observe}. Threads: none of its own.
 */
package org.zmqwebbridge.flow;
