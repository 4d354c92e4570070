/**
 * The notebook's kernel: finds out whether this machine has one, starts it for the first page that
 * asks, and ends it. Pages speak with the kernel itself, through endpoints of the bridge.
 *
 * <p>Imports the JDK, JeroMQ, Gson and the services; never the bridge. Each class names its thread.
 */
package org.zmqwebbridge.demo.notebook;
