package org.zmqwebbridge.zmq.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;

/**
 * Commands of ZMTP 3 (RFC 23 and 37): a name, and what belongs to it.
 *
 * @param name in capitals
 * @param data what follows
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record PeerCommand(String name, byte[] data) {
  /** That its sender has shaken hands, and what it is. */
  public static final String READY = "READY";

  /** That an answer is wanted. */
  public static final String PING = "PING";

  /** That answer. */
  public static final String PONG = "PONG";

  /** That its sender ends the connection. */
  public static final String ERROR = "ERROR";

  private static final String SOCKET_TYPE = "socket-type";
  private static final String IDENTITY = "identity";
  private static final byte[] NOTHING = {};
  private static final int TTL_BYTES = 2;
  private static final int MAX_CONTEXT = 16;

  /** Reads one; what has no name is none. */
  public static PeerCommand read(byte[] body) throws BrokenPeerException {
    int length = body.length == 0 ? 0 : body[0] & 0xff;
    if (length == 0 || 1 + length > body.length) {
      throw new BrokenPeerException("a command without a name");
    }
    return new PeerCommand(
        new String(body, 1, length, US_ASCII), Arrays.copyOfRange(body, 1 + length, body.length));
  }

  /** That a socket of this type has shaken hands. */
  public static byte[] ready(PeerType type) {
    byte[] name = "Socket-Type".getBytes(US_ASCII);
    byte[] value = type.name().getBytes(US_ASCII);
    ByteBuffer data = ByteBuffer.allocate(1 + name.length + Integer.BYTES + value.length);
    data.put((byte) name.length).put(name).putInt(value.length).put(value);
    return write(READY, data.array());
  }

  /**
   * Asks for an answer.
   *
   * @param deciseconds after which its receiver may take the sender for gone
   */
  public static byte[] ping(int deciseconds) {
    return write(PING, ByteBuffer.allocate(TTL_BYTES).putShort((short) deciseconds).array());
  }

  /** What answers a {@link #PING}. */
  public byte[] pong() {
    int end = Math.min(data.length, TTL_BYTES + MAX_CONTEXT);
    return write(PONG, end < TTL_BYTES ? new byte[0] : Arrays.copyOfRange(data, TTL_BYTES, end));
  }

  /**
   * The type of the socket that a {@link #READY} is of.
   *
   * @throws BrokenPeerException if it names none
   */
  public String socketType() throws BrokenPeerException {
    byte[] type = property(SOCKET_TYPE);
    if (type == null) {
      throw new BrokenPeerException("a peer that does not say of which type it is");
    }
    return new String(type, US_ASCII);
  }

  /**
   * The name by which the sender of a {@link #READY} wants to be known; without bytes: by none.
   *
   * @throws BrokenPeerException if what it says has no end
   */
  public byte[] identity() throws BrokenPeerException {
    byte[] said = property(IDENTITY);
    return said == null ? NOTHING : said;
  }

  /** The first of this name; {@code null}: there is none. */
  private byte[] property(String wanted) throws BrokenPeerException {
    ByteBuffer properties = ByteBuffer.wrap(data);
    while (properties.hasRemaining()) {
      String name = new String(take(properties, properties.get() & 0xff), US_ASCII);
      if (properties.remaining() < Integer.BYTES) {
        return null;
      }
      byte[] value = take(properties, properties.getInt());
      if (name.toLowerCase(Locale.ROOT).equals(wanted)) {
        return value;
      }
    }
    return null;
  }

  private static byte[] take(ByteBuffer from, int length) throws BrokenPeerException {
    if (length < 0 || length > from.remaining()) {
      throw new BrokenPeerException("a property that is not as long as it says");
    }
    byte[] bytes = new byte[length];
    from.get(bytes);
    return bytes;
  }

  private static byte[] write(String name, byte[] data) {
    ByteBuffer body = ByteBuffer.allocate(1 + name.length() + data.length);
    body.put((byte) name.length()).put(name.getBytes(US_ASCII)).put(data);
    return body.array();
  }
}
