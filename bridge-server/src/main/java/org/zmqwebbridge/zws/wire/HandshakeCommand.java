package org.zmqwebbridge.zws.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * The commands of a ZeroMQ handshake: NULL has READY each way (RFC 23); PLAIN has HELLO, WELCOME,
 * INITIATE, READY, and ERROR for a no (RFC 24).
 *
 * <p>Immutable.
 */
public final class HandshakeCommand {
  private static final byte[] HELLO = name("HELLO");
  private static final byte[] WELCOME = name("WELCOME");
  private static final byte[] INITIATE = name("INITIATE");
  private static final byte[] READY = name("READY");
  private static final byte[] ERROR = name("ERROR");

  /**
   * What a client says who it is.
   *
   * @param user bytes that are no UTF-8 are replaced
   * @param password likewise
   */
  public record Hello(String user, String password) {
    /** Leaves the password out. */
    @Override
    public String toString() {
      return "HELLO";
    }
  }

  private HandshakeCommand() {}

  private static byte[] name(String name) {
    byte[] ascii = name.getBytes(US_ASCII);
    return ByteBuffer.allocate(1 + ascii.length).put((byte) ascii.length).put(ascii).array();
  }

  /** The client's READY; empty: it is none. */
  public static Optional<Properties> ready(Frame.Command command) {
    return after(READY, command).flatMap(Properties::read);
  }

  /** The client's INITIATE; empty: it is none. */
  public static Optional<Properties> initiate(Frame.Command command) {
    return after(INITIATE, command).flatMap(Properties::read);
  }

  /** The client's HELLO; empty: it is none. */
  public static Optional<Hello> hello(Frame.Command command) {
    return after(HELLO, command).flatMap(HandshakeCommand::hello);
  }

  private static Optional<Hello> hello(ByteBuffer rest) {
    byte[] user = bytes(rest, rest.hasRemaining() ? rest.get() & 0xff : -1);
    byte[] password = bytes(rest, rest.hasRemaining() ? rest.get() & 0xff : -1);
    return user == null || password == null || rest.hasRemaining()
        ? Optional.empty()
        : Optional.of(new Hello(new String(user, UTF_8), new String(password, UTF_8)));
  }

  /** What is after the name; empty: it is another command. */
  private static Optional<ByteBuffer> after(byte[] name, Frame.Command command) {
    byte[] body = command.body();
    int length = Math.min(name.length, body.length);
    return Arrays.equals(name, 0, name.length, body, 0, length)
        ? Optional.of(ByteBuffer.wrap(body, length, body.length - length))
        : Optional.empty();
  }

  /** So many bytes; {@code null}: there are not so many. */
  static byte[] bytes(ByteBuffer from, int length) {
    if (length < 0 || length > from.remaining()) {
      return null;
    }
    byte[] bytes = new byte[length];
    from.get(bytes);
    return bytes;
  }

  /** A READY of a socket of this type, without its flags. */
  public static byte[] ready(String socketType) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(READY);
    for (byte[] piece : Properties.ofSocket(socketType)) {
      body.writeBytes(piece);
    }
    return body.toByteArray();
  }

  /** A WELCOME, without its flags. */
  public static byte[] welcome() {
    return WELCOME.clone();
  }

  /**
   * An ERROR, without its flags.
   *
   * @param status three digits, as ZAP has them (RFC 27)
   */
  public static byte[] error(String status) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(ERROR);
    body.write(status.length());
    body.writeBytes(status.getBytes(US_ASCII));
    return body.toByteArray();
  }
}
