/**
 * HTTP back ends of dialects that are reverse proxies: requests to them, with bodies that are
 * streamed both ways. Jetty's HttpClient is here and nowhere else; it is an optional library.
 *
 * <p>Imports edge (heads and headers) and the JDK. Threads: Jetty's client's own.
 */
package org.zmqwebbridge.origin;
