/**
 * Counters: the catalogue of all that is worth counting, and the values.
 *
 * <p>May import: the JDK, and nothing of ours. Threads: any.
 */
package org.zmqwebbridge.observe;
