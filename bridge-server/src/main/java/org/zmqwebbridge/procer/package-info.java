/**
 * Procer: keeps programs running that folders of profiles name, as Mongrel2's program of this name
 * does.
 *
 * <p>Imports the JDK only. Threads: the caller's.
 */
package org.zmqwebbridge.procer;
