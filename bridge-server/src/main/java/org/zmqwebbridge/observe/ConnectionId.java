package org.zmqwebbridge.observe;

/**
 * The name of a connection, as a log line has it.
 *
 * @param connectionId what the edge calls the connection
 */
public record ConnectionId(long connectionId) implements OfConnection {
  @Override
  public String toString() {
    return "connection " + connectionId;
  }
}
