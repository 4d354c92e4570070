/**
 * Tagged netstrings, as Mongrel2, Pushpin and their like speak them: read and written. Pure: no
 * I/O, no clock, no log.
 *
 * <p>Imports the JDK and itself. Threads: a reader and a writer belong to one each.
 */
package org.zmqwebbridge.tnetstring;
