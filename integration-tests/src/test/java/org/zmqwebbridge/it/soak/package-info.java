/**
 * The soak: a bridge in a process of its own under mixed load, and what it holds of the machine
 * before and after.
 *
 * <p>May import: what {@code it} may, and {@code it}. Threads: one for each load; who runs the soak
 * takes the measurements.
 */
package org.zmqwebbridge.it.soak;
