/**
 * The bridge's WebSockets in a servlet container: Tomcat 10.1 or 11, Jetty 12 (ee10), Undertow 2.3.
 *
 * <p>Allowed imports: the root, edge, Jakarta Servlet, and a container's own in what is named after
 * it. Threads: the container's; hooks are waited for on them.
 */
package org.zmqwebbridge.jakarta;
