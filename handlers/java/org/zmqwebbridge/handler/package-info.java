/**
 * Handlers for Mongrel2, and for the servers that the bridge runs as Mongrel2 would.
 *
 * <p>Imports the JDK, JeroMQ and Gson. Threads: the caller's, one for each handler.
 */
package org.zmqwebbridge.handler;
