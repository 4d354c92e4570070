package org.zmqwebbridge.node;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the variables of a request out of a uwsgi packet. Pure. */
final class UwsgiVariables {
  private static final int HEAD_BYTES = 4;
  private static final int SHORT = 0xffff;

  private UwsgiVariables() {}

  /**
   * The variables in their order; a header that is repeated is joined as HTTP says.
   *
   * @param packet whose size counts its own four bytes
   * @throws IllegalArgumentException if it is none
   */
  static Map<String, String> read(byte[] packet) {
    ByteBuffer bytes = ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN);
    if (packet.length < HEAD_BYTES
        || packet[0] != 0
        || (bytes.getShort(1) & SHORT) != (packet.length & SHORT)) {
      throw new IllegalArgumentException(
          "a request is no uwsgi packet: its first four bytes say another size, or another kind");
    }
    Map<String, String> variables = new LinkedHashMap<>();
    bytes.position(HEAD_BYTES);
    try {
      while (bytes.hasRemaining()) {
        String name = word(bytes);
        String joint = name.equals("HTTP_COOKIE") ? "; " : ", ";
        variables.merge(name, word(bytes), (first, next) -> first + joint + next);
      }
    } catch (BufferUnderflowException cut) {
      throw new IllegalArgumentException("a uwsgi packet ends in the middle of a word", cut);
    }
    return Collections.unmodifiableMap(variables);
  }

  private static String word(ByteBuffer bytes) {
    byte[] word = new byte[bytes.getShort() & SHORT];
    bytes.get(word);
    return new String(word, ISO_8859_1);
  }
}
