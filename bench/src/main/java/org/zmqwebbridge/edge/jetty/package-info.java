/**
 * A micro-benchmark of the frame parser, in its package because it is not public.
 *
 * <p>Imports the parser and JMH. Threads: JMH's.
 */
package org.zmqwebbridge.edge.jetty;
