/**
 * Counters and gauges: the catalogues of all that is worth measuring, the values, and their way
 * into a Micrometer registry.
 *
 * <p>May import: the JDK and Micrometer, and nothing of ours. Threads: any.
 */
package org.zmqwebbridge.observe;
