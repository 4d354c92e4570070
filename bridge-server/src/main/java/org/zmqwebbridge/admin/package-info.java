/**
 * The management listener: health and metrics, on a port of its own.
 *
 * <p>May import: Jetty's server, {@code observe}. Threads: Jetty's.
 */
package org.zmqwebbridge.admin;
