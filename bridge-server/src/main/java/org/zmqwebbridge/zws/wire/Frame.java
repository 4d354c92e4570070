package org.zmqwebbridge.zws.wire;

/** What one WebSocket message is. */
public sealed interface Frame {
  /** Hears a frame of each kind. */
  interface Handler {
    void onPart(Part part);

    void onCommand(Command command);

    void onBroken(Broken broken);
  }

  /** Calls the method for its kind. */
  void dispatch(Handler handler);

  /**
   * A part of a ZeroMQ message.
   *
   * @param more whether another part of the same message follows
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Part(boolean more, byte[] body) implements Frame {
    @Override
    public void dispatch(Handler handler) {
      handler.onPart(this);
    }
  }

  /**
   * A command.
   *
   * @param body as it came: a length, the name, and what belongs to it
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Command(byte[] body) implements Frame {
    @Override
    public void dispatch(Handler handler) {
      handler.onCommand(this);
    }
  }

  /** Nothing that there is. */
  record Broken(Rule rule) implements Frame {
    @Override
    public void dispatch(Handler handler) {
      handler.onBroken(this);
    }
  }
}
