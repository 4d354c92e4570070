package org.zmqwebbridge.edge.jetty;

import java.nio.ByteBuffer;
import org.zmqwebbridge.edge.PortConnection;
import org.zmqwebbridge.edge.PortHandler;

/** Says what it hears, in capital letters: what is no HTTP at all may speak to a port too. */
final class UpperCase implements PortHandler {
  private final PortConnection connection;

  UpperCase(PortConnection connection) {
    this.connection = connection;
  }

  @Override
  public void onBytes(ByteBuffer bytes) {
    byte[] said = new byte[bytes.remaining()];
    bytes.get(said);
    for (int i = 0; i < said.length; i++) {
      said[i] = (byte) Character.toUpperCase((char) said[i]);
    }
    connection.send(said);
  }

  @Override
  public void onTick(long nanoTime) {
    // nothing is late
  }

  @Override
  public void onGone() {
    // nothing is kept
  }
}
