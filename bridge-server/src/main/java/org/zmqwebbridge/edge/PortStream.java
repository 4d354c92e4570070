package org.zmqwebbridge.edge;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * One stream of HTTP/2 on a {@link Port}: one request, and its one answer. What {@link
 * PortConnection} is to a connection, this is to a stream: bytes come in, and bytes go out, but
 * that heads are heads, and that nobody sees how bodies are framed.
 *
 * <p>A WebSocket over HTTP/2 (RFC 8441) is a stream whose head says so. Answered with 200 and
 * {@link #UNTIL_END}, it carries frames both ways.
 *
 * <p>Owner thread: none; every method may be called from any thread and never blocks. Lifetime:
 * until {@link PortStreamHandler#onGone}; what is said later is silently dropped.
 */
public interface PortStream {
  /** Of a body: it ends where it ends. */
  long UNTIL_END = -1;

  /** Unique in this process, never used again, not as a {@link PortConnection#id} either. */
  long id();

  /** What the client asks for. */
  StreamHead head();

  /** The client's address: the other end of the socket of its connection. */
  InetSocketAddress remoteAddress();

  /** The client's certificate in DER, if it has one that was verified. */
  Optional<byte[]> certificate();

  // In

  /** Reads nothing more until {@link #resume}: what has come holds the client up. */
  void pause();

  /** Reads on. */
  void resume();

  // Out

  /** Tells a client that waits to be told so that its body is wanted (100); before the answer. */
  void welcomeBody();

  /** Tells the client something before its answer. */
  void inform(InterimHead said);

  /**
   * Begins the answer; of several answers the first counts. One that can have no body (to a HEAD;
   * 204, 304), or one of no bytes, is whole with that.
   *
   * @param head what frames a body or a connection is left out of it
   * @param bodyBytes how long the body is, which its client is told; or {@link #UNTIL_END}
   * @return whether it was this one
   */
  boolean begin(ResponseHead head, long bodyBytes);

  /**
   * Answers with all of it at once, in as few frames as can be; of several answers the first
   * counts. It is whole with that.
   *
   * @param body not to be changed any more; to a HEAD, what it would be
   * @return whether it was this one
   */
  boolean answer(ResponseHead head, byte[] body);

  /**
   * Sends more of the body, after what was sent before. Bytes are not copied while they wait, so
   * that many streams may be sent the same; a client that takes too little has its stream reset.
   * What is more than the head has said is cut off, and counted. Before {@link #begin} it is
   * dropped.
   *
   * @param bytes not to be changed any more
   */
  void send(byte[] bytes);

  /**
   * Whether the answer has all that its head has said: it then ends by itself. Never so of {@link
   * #UNTIL_END}.
   */
  boolean isWhole();

  /** Whether nothing waits: the transport has taken all that was sent. */
  boolean isDrained();

  /** Whether {@link PortStreamHandler#onDrained} is to be called from now on. */
  void tellDrained(boolean isWanted);

  /**
   * Ends it after what has been sent. Where no answer has begun it is reset; so is, after what
   * there is of it, one that is shorter than its head has said, which is counted: the client can
   * tell it from a whole one.
   */
  void end();

  /**
   * Ends it after what has been sent, by a reset: there is less of the answer than there should be.
   * That is counted.
   */
  void breakOff();

  /** Resets it at once. */
  void abort();
}
