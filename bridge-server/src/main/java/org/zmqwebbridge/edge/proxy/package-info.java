/**
 * Who the client is when a proxy stands between: which peers are proxies, and what their headers
 * say. Pure: no I/O, no clock, no log.
 *
 * <p>May import: Guava. Threads: any.
 */
package org.zmqwebbridge.edge.proxy;
