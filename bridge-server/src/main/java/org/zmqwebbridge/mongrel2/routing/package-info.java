/**
 * Where requests lead on a server of Mongrel2's: its pattern language, routes by prefix and by
 * suffix, hosts by suffix.
 *
 * <p>Pure: imports the JDK only; no I/O, clock or log. Owner thread: none, all is immutable once
 * built.
 */
package org.zmqwebbridge.mongrel2.routing;
