/**
 * The edge on Jetty: the only code that imports it (besides {@code admin}'s listener).
 *
 * <p>May import: Jetty, {@code edge}, {@code observe}. Threads: Jetty's pool runs the callbacks;
 * one sweeper, on the timer that the composition root hands in, watches deadlines.
 */
package org.zmqwebbridge.edge.jetty;
