package org.zmqwebbridge.sockjs;

import java.util.List;
import java.util.Optional;
import org.zmqwebbridge.edge.Admission;
import org.zmqwebbridge.edge.Connection;
import org.zmqwebbridge.edge.ConnectionHandler;
import org.zmqwebbridge.edge.Entry;
import org.zmqwebbridge.edge.HeaderField;

/**
 * A client that comes in by a WebSocket whose messages are frames of SockJS.
 *
 * @param heartbeatMillis after which it is sent a sign of life, again and again
 */
record FramedEntry(Entry entry, long heartbeatMillis) implements Entry {
  /** The same admission, for such a client. */
  static Admission of(Admission admission, long heartbeatMillis) {
    return admission instanceof Entry entry ? new FramedEntry(entry, heartbeatMillis) : admission;
  }

  @Override
  public Optional<String> subprotocol() {
    return entry.subprotocol();
  }

  @Override
  public List<HeaderField> headers() {
    return entry.headers();
  }

  @Override
  public int maxMessageBytes(int configured) {
    return entry.maxMessageBytes(configured);
  }

  @Override
  public ConnectionHandler onOpen(Connection connection) {
    FramedConnection framed = new FramedConnection(connection);
    framed.begin();
    return new FramedHandler(framed, entry.onOpen(framed), heartbeatMillis);
  }
}
