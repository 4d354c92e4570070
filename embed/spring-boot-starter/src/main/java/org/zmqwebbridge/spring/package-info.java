/**
 * A bridge in a Spring Boot application: settings from its properties, hooks and services from its
 * beans, started after its web server and drained before it.
 *
 * <p>May import: the root, {@code auth}, {@code config}, {@code jakarta} and {@code rpc}; Spring;
 * Gson for the schema. Threads: Spring's main thread.
 */
package org.zmqwebbridge.spring;
