package org.zmqwebbridge.blastbeat.wire;

/** What is sent to others than the session that a message names. */
public enum RoutedKind {
  /** A text on their WebSockets. */
  WEBSOCKET,
  /** Bytes on their WebSockets. */
  WEBSOCKET_BINARY,
  /** A chunk of their answers. */
  CHUNK,
  /** A message to their nodes. */
  MSG,
  /** A message of socket.io; a type of the bridge's own, as the next two are. */
  SOCKET_IO_MSG,
  SOCKET_IO_JSON,
  SOCKET_IO_EVENT;

  /** The packet of socket.io that it is; {@code null}: none. */
  public SocketIoKind packet() {
    return switch (this) {
      case SOCKET_IO_MSG -> SocketIoKind.MESSAGE;
      case SOCKET_IO_JSON -> SocketIoKind.JSON;
      case SOCKET_IO_EVENT -> SocketIoKind.EVENT;
      default -> null;
    };
  }
}
