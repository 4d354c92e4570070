/**
 * The routing ledger: many clients whose sockets all have the same names, and the one outcome of
 * each of their requests, while everything around them breaks.
 *
 * <p>May import: what {@code it} may, and {@code it}. Threads: one for each client; who runs the
 * ledger kills the back ends.
 */
package org.zmqwebbridge.it.ledger;
