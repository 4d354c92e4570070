package org.zmqwebbridge.blastbeat.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Packets of socket.io 0.9 that go together (socket.io-spec, "Framing"): one as it is, several each
 * after its length between two U+FFFD. Lengths are in units of UTF-16, as JavaScript counts.
 */
public final class SocketIoPayload {
  private static final char MARK = '\ufffd';
  private static final int MAX_DIGITS = 9;

  private SocketIoPayload() {}

  /**
   * Cuts one into its packets, which are not looked at.
   *
   * @param maxPackets that it may have
   * @return empty: it is none, or has more
   */
  public static Optional<List<String>> read(String text, int maxPackets) {
    if (text.isEmpty() || text.charAt(0) != MARK) {
      return Optional.of(List.of(text));
    }
    List<String> packets = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int mark = text.charAt(at) == MARK ? text.indexOf(MARK, at + 1) : -1;
      int start = mark + 1;
      int length = mark < 0 ? -1 : number(text, at + 1, mark);
      if (length < 0 || length > text.length() - start || packets.size() == maxPackets) {
        return Optional.empty();
      }
      packets.add(text.substring(start, start + length));
      at = start + length;
    }
    return Optional.of(packets);
  }

  /** -1: it is none. */
  private static int number(String text, int from, int to) {
    if (from == to || to - from > MAX_DIGITS) {
      return -1;
    }
    int number = 0;
    for (int i = from; i < to; i++) {
      char digit = text.charAt(i);
      if (digit < '0' || digit > '9') {
        return -1;
      }
      number = 10 * number + digit - '0';
    }
    return number;
  }

  /**
   * Puts packets together.
   *
   * @param packets none: nothing is sent, which is a payload too
   */
  public static String of(List<String> packets) {
    if (packets.size() == 1) {
      return packets.get(0);
    }
    StringBuilder text = new StringBuilder();
    for (String packet : packets) {
      text.append(MARK).append(packet.length()).append(MARK).append(packet);
    }
    return text.toString();
  }

  /** Bytes as text; empty: they are no UTF-8. */
  public static Optional<String> text(byte[] bytes) {
    try {
      ByteBuffer all = ByteBuffer.wrap(bytes);
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(all).toString());
    } catch (CharacterCodingException illFormed) {
      return Optional.empty();
    }
  }
}
