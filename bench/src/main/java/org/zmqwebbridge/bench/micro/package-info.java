/**
 * Micro-benchmarks of the hot path's public doors, run by {@code zwb bench jmh}. What has no public
 * door is measured from a package of its own name, beside this one.
 *
 * <p>Imports what it measures, and JMH. Threads: JMH's.
 */
package org.zmqwebbridge.bench.micro;
