package org.zmqwebbridge.edge.websocket;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.kit.Frames;

/**
 * RFC 6455, section 5, as the text has it, over bytes that are all there: slow, and written apart
 * from the product's parser.
 *
 * <p>A frame is judged by its first two bytes as soon as they are there, and by its length as soon
 * as its header is.
 */
final class ReferenceFrames {
  private final byte[] bytes;
  private final int maxMessageBytes;
  private final int maxFragments;
  private final List<Heard> heard = new ArrayList<>();
  private CloseReason refusal;
  private int at;
  private int messageOpcode; // 0 between messages
  private int fragments;
  private byte[] message = {};

  /** One thing that a listener hears. */
  record Heard(String what, String payload) {
    static Heard of(String what, byte[] payload) {
      return new Heard(what, Arrays.toString(payload));
    }
  }

  private ReferenceFrames(byte[] bytes, int maxMessageBytes, int maxFragments) {
    this.bytes = bytes;
    this.maxMessageBytes = maxMessageBytes;
    this.maxFragments = maxFragments;
  }

  static ReferenceFrames read(byte[] bytes, int maxMessageBytes, int maxFragments) {
    ReferenceFrames frames = new ReferenceFrames(bytes, maxMessageBytes, maxFragments);
    while (frames.frame()) {
      // and the next
    }
    return frames;
  }

  List<Heard> heard() {
    return heard;
  }

  /** Why nothing can be read after what was heard; {@code null} if it can. */
  CloseReason refusal() {
    return refusal;
  }

  private boolean refuse(CloseReason reason) {
    refusal = reason;
    return false;
  }

  /** Reads one; false if no other can follow. */
  private boolean frame() {
    if (at + 2 > bytes.length) {
      return false;
    }
    boolean fin = (bytes[at] & 0x80) != 0;
    int reserved = bytes[at] & 0x70;
    int opcode = bytes[at] & 0x0f;
    boolean masked = (bytes[at + 1] & 0x80) != 0;
    int small = bytes[at + 1] & 0x7f;
    boolean known = opcode <= 2 || (opcode >= 8 && opcode <= 10);
    boolean control = opcode >= 8;
    if (reserved != 0 || !masked || !known || (control && (!fin || small > 125))) {
      return refuse(CloseReason.PROTOCOL_ERROR);
    }
    if (!control && (opcode == 0) != (messageOpcode != 0)) {
      return refuse(CloseReason.PROTOCOL_ERROR);
    }
    int lengthBytes = small == 126 ? 2 : small == 127 ? 8 : 0;
    int body = at + 2 + lengthBytes + 4;
    if (body > bytes.length) {
      return false;
    }
    BigInteger length =
        lengthBytes == 0
            ? BigInteger.valueOf(small)
            : new BigInteger(1, Arrays.copyOfRange(bytes, at + 2, body - 4));
    boolean shortest = lengthBytes == 0 || length.bitLength() > (lengthBytes == 2 ? 0 : 16);
    boolean longEnough = lengthBytes != 2 || length.intValue() > 125;
    if (!shortest || !longEnough || length.bitLength() > 63) {
      return refuse(CloseReason.PROTOCOL_ERROR);
    }
    return control ? control(opcode, body, small) : data(opcode, fin, body, length);
  }

  private byte[] unmasked(int from, int count) {
    byte[] plain = Arrays.copyOfRange(bytes, from, from + count);
    for (int i = 0; i < count; i++) {
      plain[i] ^= bytes[from - 4 + i % 4];
    }
    return plain;
  }

  private boolean control(int opcode, int body, int length) {
    if (body + length > bytes.length) {
      return false;
    }
    byte[] payload = unmasked(body, length);
    at = body + length;
    switch (opcode) {
      case 9 -> heard.add(Heard.of("ping", payload));
      case 10 -> heard.add(Heard.of("pong", new byte[0]));
      default -> heard.add(Heard.of("close", payload));
    }
    return opcode != 8;
  }

  private boolean data(int opcode, boolean fin, int body, BigInteger announced) {
    if (opcode != 0) {
      messageOpcode = opcode;
      fragments = 0;
      message = new byte[0];
    }
    fragments++;
    BigInteger whole = announced.add(BigInteger.valueOf(message.length));
    if (whole.compareTo(BigInteger.valueOf(maxMessageBytes)) > 0 || fragments > maxFragments) {
      return refuse(CloseReason.TOO_BIG);
    }
    int length = announced.intValueExact();
    if (body + length > bytes.length) {
      return false;
    }
    message = Frames.join(message, unmasked(body, length));
    at = body + length;
    if (fin) {
      heard.add(Heard.of(messageOpcode == 1 ? "text" : "binary", message));
      messageOpcode = 0;
    }
    return true;
  }
}
