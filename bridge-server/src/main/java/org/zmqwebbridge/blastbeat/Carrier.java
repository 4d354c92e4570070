package org.zmqwebbridge.blastbeat;

import org.zmqwebbridge.edge.websocket.CloseFrames;
import org.zmqwebbridge.http1.AnswerHead;

/**
 * What brings a session's bytes to its client: a connection of HTTP/1, or a stream of HTTP/2.
 *
 * <p>Owner thread: the loop's. What is added is sent with {@link #flush}.
 */
interface Carrier {
  /** Its client waits to be told that its body is wanted. */
  void welcomeBody();

  /** The head of an answer: as its node wrote it, and what that says. */
  void head(byte[] raw, AnswerHead head);

  /** Bytes as they are: of a body, or frames of a WebSocket. */
  void bytes(byte[] bytes);

  /** A piece of a body that is sent in chunks; empty: the last. */
  void chunk(byte[] bytes);

  /** The answer is whole, and another may follow. */
  void answered();

  /** The client of a WebSocket is told why that ends. */
  default void leave(EndReason why) {
    bytes(CloseFrames.of(why.status()));
  }

  /** Itself, if it brings packets of socket.io and no bytes; otherwise {@code null}. */
  default SocketIoCarrier socketIo() {
    return null;
  }

  /** Sends what was added. */
  void flush();

  /** Ends it after what was sent. */
  void end();

  /** Ends it at once. */
  void abort();

  /** Says so itself, with an answer of its own, and ends it. */
  void refuse(Refusal refusal);

  /** It is a WebSocket from now on: whether it could become one. */
  void open(String accept);

  /** Reads nothing more until {@link #resume}. */
  void pause();

  /** Reads on. */
  void resume();
}
