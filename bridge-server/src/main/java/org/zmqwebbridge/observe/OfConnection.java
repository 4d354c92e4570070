package org.zmqwebbridge.observe;

/**
 * What a log line says about one connection, as an argument of the line: its text names the
 * connection, and a log may keep the number as a field of its own.
 */
public interface OfConnection {
  /** What the edge calls the connection. */
  long connectionId();
}
