package org.zmqwebbridge.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A page with REQ sockets.
 *
 * <p>Owner thread: the loop's.
 */
final class SocketsPage extends Page implements Asker.Holder {
  /** One of its sockets. */
  private final class Socket extends Asker {
    private final ByteBuffer frame;
    private final int serialAt;

    Socket(int number, int size) {
      String before = "{\"identity\":\"" + identity(number) + "\",\"content\":\"";
      String text = before + "x".repeat(size) + "\",\"msg_type\":\"message\"}";
      this.frame = ByteBuffer.wrap(text.getBytes(US_ASCII));
      this.serialAt = before.length();
    }

    @Override
    void send(long number) {
      Serial.write(frame, serialAt, number);
      connection().send(frame.duplicate());
    }
  }

  private final List<Socket> askers = new ArrayList<>();
  private final Asker.Listener listener;

  /**
   * A page that is not connected.
   *
   * @param size of a request, in bytes
   */
  SocketsPage(Door door, int sockets, int size, Asker.Listener listener) {
    super(door, sockets);
    this.listener = listener;
    for (int number = 0; number < sockets; number++) {
      askers.add(new Socket(number, size));
    }
  }

  @Override
  public List<? extends Asker> askers() {
    return askers;
  }

  @Override
  void onMessage(int socket, byte[] bytes, int from, int to, long nowNanos) {
    listener.onReply(askers.get(socket), Serial.read(bytes, from, to), nowNanos);
  }

  @Override
  void onError(int socket, ByteBuffer message, long nowNanos) {
    listener.onError(askers.get(socket), codeOf(message), nowNanos);
  }
}
