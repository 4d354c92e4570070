package org.zmqwebbridge.virtualsocket.wire;

/** What a page sends: one socket's connect, or a message for one socket. */
public sealed interface ClientFrame {
  /** The page's label for the socket; 1–255 characters. */
  String identity();

  /** Calls the handler's method for this kind of frame. */
  void dispatch(Handler handler);

  /** One method per kind of frame, so that a new kind cannot be forgotten. */
  interface Handler {
    /** The page opens a socket. */
    void onConnect(Connect frame);

    /** The page sends a message through a socket. */
    void onMessage(Message frame);
  }

  /**
   * {@code msg_type: "connect"}.
   *
   * @param content the options as JSON text, or {@code null} if it was no string
   */
  record Connect(String identity, String content) implements ClientFrame {
    @Override
    public void dispatch(Handler handler) {
      handler.onConnect(this);
    }
  }

  /**
   * Any other {@code msg_type}, or none.
   *
   * @param content the message in UTF-8, or {@code null} if it was no string
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Message(String identity, byte[] content) implements ClientFrame {
    @Override
    public void dispatch(Handler handler) {
      handler.onMessage(this);
    }
  }
}
