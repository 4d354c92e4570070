/**
 * Proxies: requests that HTTP servers answer, WebSockets among them.
 *
 * <p>Imports {@code mongrel2.answer}, {@code origin}, {@code edge} for headers, and {@code
 * observe}. Threads: the edge's and those of {@code origin}; none waits.
 */
package org.zmqwebbridge.mongrel2.proxy;
