package org.zmqwebbridge.grip.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Events as bodies of {@code application/websocket-events}: each {@code TYPE[
 * HEXLENGTH]\r\n[content \r\n]}.
 */
public final class SocketEvents {
  /** Their media type. */
  public static final String MEDIA_TYPE = "application/websocket-events";

  private static final byte[] END = {'\r', '\n'};
  private static final int MOST_LINE = 64;

  private SocketEvents() {}

  /** Writes. */
  public static byte[] write(List<SocketEvent> events) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (SocketEvent event : events) {
      boolean hasContent = event.content().length > 0;
      boolean hasLength = hasContent || event.type().alwaysHasLength();
      String line =
          event.type().name()
              + (hasLength ? " " + Integer.toHexString(event.content().length) : "");
      out.writeBytes(line.getBytes(US_ASCII));
      out.writeBytes(END);
      if (hasLength) {
        out.writeBytes(event.content());
        out.writeBytes(END);
      }
    }
    return out.toByteArray();
  }

  /** Reads. */
  public static List<SocketEvent> read(byte[] bytes) throws MalformedGripException {
    List<SocketEvent> events = new ArrayList<>();
    int at = 0;
    while (at < bytes.length) {
      int end = lineEnd(bytes, at);
      String[] words = new String(bytes, at, end - at, ISO_8859_1).split(" ", -1);
      SocketEvent.Type type = type(words[0]);
      at = end + 2;
      if (words.length == 1) {
        events.add(SocketEvent.of(type));
        continue;
      }
      int length = words.length == 2 ? length(words[1]) : -1;
      if (length < 0 || length > bytes.length - at - 2 || !endsAt(bytes, at + length)) {
        throw new MalformedGripException("an event's content is not as long as it says");
      }
      events.add(new SocketEvent(type, Arrays.copyOfRange(bytes, at, at + length)));
      at += length + 2;
    }
    return events;
  }

  private static int lineEnd(byte[] bytes, int from) throws MalformedGripException {
    for (int i = from; i + 1 < bytes.length && i - from <= MOST_LINE; i++) {
      if (endsAt(bytes, i)) {
        return i;
      }
    }
    throw new MalformedGripException("an event's line does not end");
  }

  private static boolean endsAt(byte[] bytes, int at) {
    return at + 1 < bytes.length && bytes[at] == '\r' && bytes[at + 1] == '\n';
  }

  private static SocketEvent.Type type(String word) throws MalformedGripException {
    for (SocketEvent.Type type : SocketEvent.Type.values()) {
      if (type.name().equals(word)) {
        return type;
      }
    }
    throw new MalformedGripException("there is no event of this type");
  }

  private static int length(String hex) {
    try {
      return hex.isEmpty() || hex.length() > 7 || hex.startsWith("+") || hex.startsWith("-")
          ? -1
          : Integer.parseInt(hex, 16);
    } catch (NumberFormatException none) {
      return -1;
    }
  }
}
