/**
 * {@code m2sh}: what Mongrel2's command for people and scripts does, with databases, running
 * servers and their control ports.
 *
 * <p>Imports the dialect's configuration and routing, procer's pid files, tnetstring, and the JDK.
 * Threads: the caller's.
 */
package org.zmqwebbridge.mongrel2.m2sh;
