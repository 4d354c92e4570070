package org.zmqwebbridge.blastbeat.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;

/** What nodes are told, by its type; each message is {@code SID, TYPE, BODY}. */
public enum ToNode {
  /** Whether it is there. */
  PING("ping"),
  /** That the server has just started. */
  SPAWN("spawn"),
  /** A request, as {@link RequestVariables}. */
  UWSGI("uwsgi"),
  /** A request, as its client has sent its head. */
  HEADERS("headers"),
  /** A piece of a request's body; empty: its end. */
  BODY("body"),
  /** A message of a WebSocket. */
  WEBSOCKET("websocket"),
  /** That the session has ended. */
  END("end"),
  /** What another session's node has said. */
  MSG("msg"),
  SOCKET_IO_MSG("socket.io/msg"),
  SOCKET_IO_JSON("socket.io/json"),
  SOCKET_IO_EVENT("socket.io/event");

  private static final byte[] NOTHING = {};

  private final String word;

  @SuppressWarnings("ImmutableEnumChecker") // nobody changes it
  private final byte[] type;

  ToNode(String word) {
    this.word = word;
    this.type = word.getBytes(US_ASCII);
  }

  /** The three frames of one. */
  public List<byte[]> frames(Sid sid, byte[] body) {
    return List.of(sid.bytes(), type, body);
  }

  /** The three frames of one that is of no session. */
  public List<byte[]> frames() {
    return List.of(NOTHING, type, NOTHING);
  }

  /** Its type, as nodes read it. */
  public String word() {
    return word;
  }
}
