package org.zmqwebbridge.zws.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The metadata of a handshake (RFC 23): each a name and a value. Names differ by more than case.
 *
 * <p>Immutable.
 *
 * @param values by name in lower case
 */
public record Properties(Map<String, byte[]> values) {
  /** The type of the socket, for example {@code REQ}. */
  private static final String SOCKET_TYPE = "Socket-Type";

  private static final String NAME = "[A-Za-z0-9._+-]+";

  public Properties {
    values = Map.copyOf(values);
  }

  /**
   * Reads what is left of a command.
   *
   * @return empty: it is malformed, or a name is there twice
   */
  static Optional<Properties> read(ByteBuffer from) {
    Map<String, byte[]> values = new LinkedHashMap<>();
    while (from.hasRemaining()) {
      byte[] name = HandshakeCommand.bytes(from, from.get() & 0xff);
      if (name == null || from.remaining() < Integer.BYTES) {
        return Optional.empty();
      }
      byte[] value = HandshakeCommand.bytes(from, from.getInt());
      String written = new String(name, US_ASCII);
      if (value == null
          || !written.matches(NAME)
          || values.put(written.toLowerCase(Locale.ROOT), value) != null) {
        return Optional.empty();
      }
    }
    return Optional.of(new Properties(values));
  }

  /** What the peer says that its socket is; the empty string if it does not say. */
  public String socketType() {
    byte[] type = values.get(SOCKET_TYPE.toLowerCase(Locale.ROOT));
    return type == null ? "" : new String(type, US_ASCII);
  }

  /** The metadata of a socket of this type, as written. */
  static List<byte[]> ofSocket(String type) {
    byte[] name = SOCKET_TYPE.getBytes(US_ASCII);
    byte[] value = type.getBytes(US_ASCII);
    List<byte[]> pieces = new ArrayList<>();
    pieces.add(new byte[] {(byte) name.length});
    pieces.add(name);
    pieces.add(ByteBuffer.allocate(Integer.BYTES).putInt(value.length).array());
    pieces.add(value);
    return pieces;
  }
}
