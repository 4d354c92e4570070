package org.zmqwebbridge.bench.client;

import java.nio.ByteBuffer;

/** What happens on one connection; all calls on the loop's thread, none after {@code onEnded}. */
public interface Session {
  /** The handshake is done. */
  void onOpen(LoadConnection connection);

  /**
   * A text message came.
   *
   * @param message with an accessible array; valid during the call
   */
  void onText(LoadConnection connection, ByteBuffer message);

  /**
   * A binary message came.
   *
   * @param message with an accessible array; valid during the call
   */
  default void onBinary(LoadConnection connection, ByteBuffer message) {
    connection.close();
    onEnded(connection, new Ending(Ending.Kind.LOST, 0, "the server sent a binary message"));
  }

  /** All that was sent has left; at most once a turn. */
  default void onDrained(LoadConnection connection) {}

  /** It is over, and not by this side's wish. */
  void onEnded(LoadConnection connection, Ending ending);
}
