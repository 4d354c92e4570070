package org.zmqwebbridge.blastbeat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.zmqwebbridge.blastbeat.wire.ToNode;

/** The types of what nodes are told, as bytes that are not made again for each. */
final class Words {
  static final byte[] PING = bytes(ToNode.PING);
  static final byte[] SPAWN = bytes(ToNode.SPAWN);
  static final byte[] UWSGI = bytes(ToNode.UWSGI);
  static final byte[] HEADERS = bytes(ToNode.HEADERS);
  static final byte[] BODY = bytes(ToNode.BODY);
  static final byte[] WEBSOCKET = bytes(ToNode.WEBSOCKET);
  static final byte[] END = bytes(ToNode.END);
  static final byte[] MSG = bytes(ToNode.MSG);
  static final byte[] SOCKET_IO_MSG = bytes(ToNode.SOCKET_IO_MSG);
  static final byte[] SOCKET_IO_JSON = bytes(ToNode.SOCKET_IO_JSON);
  static final byte[] SOCKET_IO_EVENT = bytes(ToNode.SOCKET_IO_EVENT);

  private Words() {}

  private static byte[] bytes(ToNode type) {
    return type.word().getBytes(US_ASCII);
  }
}
