package org.zmqwebbridge.grip.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Base64;

/**
 * What is sent to a client that has had nothing else for a while.
 *
 * @param data not to be changed
 * @param seconds how long a while is; at least 1
 * @param isByInterval whether it is sent every so often, whatever else is; otherwise only in
 *     silence
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record KeepAlive(byte[] data, int seconds, boolean isByInterval) {
  /** Where nothing else is said. */
  public static final int STANDARD_SECONDS = 55;

  public KeepAlive {
    seconds = Math.max(1, seconds);
  }

  /**
   * Reads a header {@code Grip-Keep-Alive: DATA; format=raw|cstring|base64; timeout=N;
   * mode=idle|interval}.
   */
  public static KeepAlive of(String header) throws MalformedGripException {
    Element said = Element.of(header);
    String format = said.parameter("format").orElse("raw");
    byte[] data =
        switch (format) {
          case "raw" -> said.value().getBytes(UTF_8);
          case "cstring" -> unescaped(said.value());
          case "base64" -> base64(said.value());
          default ->
              throw new MalformedGripException(
                  "Grip-Keep-Alive: format is raw, cstring or base64, not " + format);
        };
    String mode = said.parameter("mode").orElse("idle");
    if (!mode.equals("idle") && !mode.equals("interval")) {
      throw new MalformedGripException("Grip-Keep-Alive: mode is idle or interval, not " + mode);
    }
    return new KeepAlive(
        data,
        Numbers.seconds("Grip-Keep-Alive", said.parameter("timeout"), STANDARD_SECONDS),
        mode.equals("interval"));
  }

  private static byte[] base64(String text) throws MalformedGripException {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException none) {
      throw new MalformedGripException("Grip-Keep-Alive: its data is no base64");
    }
  }

  /** Undoes {@code \\}, {@code \r}, {@code \n}, {@code \t} and {@code \xHH}. */
  static byte[] unescaped(String text) throws MalformedGripException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] said = text.getBytes(UTF_8);
    int at = 0;
    while (at < said.length) {
      byte one = said[at++];
      if (one != '\\') {
        bytes.write(one);
        continue;
      }
      switch (at < said.length ? said[at++] : 0) {
        case '\\' -> bytes.write('\\');
        case 'r' -> bytes.write('\r');
        case 'n' -> bytes.write('\n');
        case 't' -> bytes.write('\t');
        case 'x' -> {
          bytes.write(hex(said, at));
          at += 2;
        }
        default ->
            throw new MalformedGripException("Grip-Keep-Alive: a \\ is followed by nothing known");
      }
    }
    return bytes.toByteArray();
  }

  private static int hex(byte[] said, int at) throws MalformedGripException {
    try {
      return Integer.parseInt(new String(said, at, 2, ISO_8859_1), 16);
    } catch (NumberFormatException | IndexOutOfBoundsException none) {
      throw new MalformedGripException(
          "Grip-Keep-Alive: \\x is followed by two hexadecimal digits");
    }
  }
}
