package org.zmqwebbridge.blastbeat.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;

/**
 * Variables as one message to a node: {@code 0, SIZE, 0}, then for each {@code LENGTH NAME LENGTH
 * VALUE}; all numbers but the zeros of 16 bits, the lower byte first. SIZE is that of the whole
 * packet, its own four bytes included, other than uwsgi itself has it. Text has one character for
 * each byte (ISO 8859-1).
 *
 * <p>Owner thread: none; nothing is kept.
 */
public final class UwsgiPacket {
  /** Of a whole packet. One byte more would be a SIZE of 0, which nodes read as nothing. */
  public static final int MAX_BYTES = 65_535;

  /** Before the first variable. */
  static final int HEAD_BYTES = 4;

  private static final int LENGTH_BYTES = 2;

  /** A name with its value. */
  public record Variable(String name, String value) {}

  private UwsgiPacket() {}

  /**
   * Writes one, in this order.
   *
   * @throws UwsgiOverflowException if they are more than {@value #MAX_BYTES} bytes
   */
  public static byte[] write(List<Variable> variables) throws UwsgiOverflowException {
    UwsgiWriter writer = new UwsgiWriter();
    variables.forEach(variable -> writer.add(variable.name(), variable.value()));
    return writer.packet();
  }

  /**
   * Reads one.
   *
   * @return its variables in its order, some names perhaps twice
   * @throws MalformedPacketException if there is a byte that does not belong there
   */
  public static List<Variable> read(byte[] packet) throws MalformedPacketException {
    if (packet.length < HEAD_BYTES || packet[0] != 0 || packet[3] != 0) {
      throw new MalformedPacketException("its first and fourth bytes are not 0");
    }
    if (number(packet, 1) != packet.length) {
      throw new MalformedPacketException("it is not as long as it says");
    }
    List<Variable> variables = new ArrayList<>();
    int at = HEAD_BYTES;
    while (at < packet.length) {
      String name = text(packet, at);
      at += LENGTH_BYTES + name.length();
      String value = text(packet, at);
      at += LENGTH_BYTES + value.length();
      variables.add(new Variable(name, value));
    }
    return List.copyOf(variables);
  }

  private static String text(byte[] packet, int at) throws MalformedPacketException {
    int begin = at + LENGTH_BYTES;
    if (begin > packet.length || begin + number(packet, at) > packet.length) {
      throw new MalformedPacketException("it ends within a variable");
    }
    return new String(packet, begin, number(packet, at), ISO_8859_1);
  }

  private static int number(byte[] packet, int at) {
    return (packet[at] & 0xff) | (packet[at + 1] & 0xff) << Byte.SIZE;
  }
}
