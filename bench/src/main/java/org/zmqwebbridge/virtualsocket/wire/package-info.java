/**
 * Micro-benchmarks of the codec, in its package because its parts are not public.
 *
 * <p>Imports the codec and JMH. Threads: JMH's.
 */
package org.zmqwebbridge.virtualsocket.wire;
