package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;

/** ZMTP 3 (RFC 23) in bytes, right and wrong, for peers that no library would make. */
final class Zmtp {
  static final int MORE = 1;
  static final int LONG = 2;
  static final int COMMAND = 4;

  static final int GREETING_BYTES = 64;

  private Zmtp() {}

  /** What a connection begins with. */
  static byte[] greeting(String mechanism) {
    return ByteBuffer.allocate(GREETING_BYTES)
        .put((byte) 0xff)
        .putLong(1)
        .put((byte) 0x7f)
        .put((byte) 3)
        .put((byte) 0)
        .put(mechanism.getBytes(ISO_8859_1))
        .array();
  }

  /** The command that ends a NULL handshake. */
  static byte[] ready(String socketType) {
    return command(join(text("\5READY"), property("Socket-Type", socketType)));
  }

  static byte[] ready(String socketType, String identity) {
    byte[] properties = join(property("Socket-Type", socketType), property("Identity", identity));
    return command(join(text("\5READY"), properties));
  }

  /** A connection of ZMTP 2 (RFC 15), as far as a DEALER without a name says it. */
  static byte[] oldDealer() {
    return join(text("\u00ff"), new byte[7], new byte[] {1, 0x7f, 1, 5}, frame(0, new byte[0]));
  }

  private static byte[] property(String name, String value) {
    ByteBuffer length = ByteBuffer.allocate(4).putInt(value.length());
    return join(new byte[] {(byte) name.length()}, text(name), length.array(), text(value));
  }

  private static byte[] command(byte[] body) {
    return body.length < 256 ? frame(COMMAND, body) : join(header(COMMAND, body.length), body);
  }

  /** A NULL handshake to its end: from here on, frames are messages. */
  static void shakeHands(Socket socket, String socketType) throws IOException {
    OutputStream out = socket.getOutputStream();
    DataInputStream in = new DataInputStream(socket.getInputStream());
    out.write(greeting("NULL"));
    in.readFully(new byte[GREETING_BYTES]);
    out.write(ready(socketType));
    in.readUnsignedByte(); // a short command
    in.readFully(new byte[in.readUnsignedByte()]);
  }

  /** Reads a message of one frame of less than 256 bytes. */
  static String shortFrame(Socket socket) throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    int flags = in.readUnsignedByte();
    byte[] body = new byte[in.readUnsignedByte()];
    in.readFully(body);
    return (flags == 0 ? "" : "flags " + flags + ": ") + new String(body, ISO_8859_1);
  }

  /** A frame of less than 256 bytes. */
  static byte[] frame(int flags, byte[] body) {
    return join(new byte[] {(byte) flags, (byte) body.length}, body);
  }

  /** The beginning of a frame that announces so many bytes, in 64 bits. */
  static byte[] header(int flags, long length) {
    return ByteBuffer.allocate(9).put((byte) (flags | LONG)).putLong(length).array();
  }

  static byte[] text(String latin1) {
    return latin1.getBytes(ISO_8859_1);
  }

  static byte[] join(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteBuffer joined = ByteBuffer.allocate(length);
    for (byte[] part : parts) {
      joined.put(part);
    }
    return joined.array();
  }
}
