/**
 * The management listener: health, metrics, and what operators may do, on a port of its own. A page
 * or an action is one small class or lambda that the composition root puts at a path ({@link
 * org.zmqwebbridge.admin.ManagementPaths}); it need not know HTTP.
 *
 * <p>May import: Jetty's server, Gson, Guava, Micrometer and its Prometheus registry, {@code
 * observe}, {@code config} for files with secrets, and the edge's {@code Origin}. Threads: Jetty's.
 */
package org.zmqwebbridge.admin;
