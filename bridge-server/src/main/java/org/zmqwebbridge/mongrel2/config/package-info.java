/**
 * Mongrel2's configuration: servers, hosts, routes and settings as values, and what reads and
 * writes them: its SQLite databases, its {@code .conf} files, and the Python-like form of its first
 * manual.
 *
 * <p>Imports the JDK, tnetstring, and itself; SQLite by JDBC only. Threads: the caller's.
 */
package org.zmqwebbridge.mongrel2.config;
