package org.zmqwebbridge.blastbeat.config;

/**
 * One line of an ini file that says something.
 *
 * <p>Immutable.
 *
 * @param where file and line, for messages
 */
record IniLine(String key, String value, String where) {}
