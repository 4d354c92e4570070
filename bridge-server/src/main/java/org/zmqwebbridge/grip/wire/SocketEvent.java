package org.zmqwebbridge.grip.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What happens on a WebSocket that is spoken over HTTP.
 *
 * @param content of a message; of a close its code in two bytes and its reason; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SocketEvent(Type type, byte[] content) {
  private static final byte[] NOTHING = {};

  /** What happens. */
  public enum Type {
    OPEN,
    TEXT,
    BINARY,
    PING,
    PONG,
    CLOSE,
    DISCONNECT;

    /** Whether it says its length also where that is 0. */
    boolean alwaysHasLength() {
      return this == TEXT || this == BINARY;
    }
  }

  /** One that is nothing but what it is. */
  public static SocketEvent of(Type type) {
    return new SocketEvent(type, NOTHING);
  }

  /** A close; 0: without a code. */
  public static SocketEvent close(int code, byte[] reason) {
    if (code == 0) {
      return of(Type.CLOSE);
    }
    byte[] content = new byte[2 + reason.length];
    content[0] = (byte) (code >> 8);
    content[1] = (byte) code;
    System.arraycopy(reason, 0, content, 2, reason.length);
    return new SocketEvent(Type.CLOSE, content);
  }

  /**
   * What is left of these after so many bytes of messages. One of which a part is left is a message
   * of its own.
   */
  public static List<SocketEvent> after(int bytes, List<SocketEvent> events) {
    long before = 0;
    for (int i = 0; i < events.size(); i++) {
      SocketEvent event = events.get(i);
      before += event.isMessage() ? event.content.length : 0;
      if (event.isMessage() && before > bytes) {
        int kept = (int) (before - bytes);
        byte[] rest =
            Arrays.copyOfRange(event.content, event.content.length - kept, event.content.length);
        List<SocketEvent> left = new ArrayList<>(List.of(new SocketEvent(event.type, rest)));
        left.addAll(events.subList(i + 1, events.size()));
        return left;
      }
    }
    return List.of();
  }

  private boolean isMessage() {
    return type == Type.TEXT || type == Type.BINARY;
  }

  /** The text of a close. */
  public String closeText() {
    return content.length <= 2 ? "" : new String(content, 2, content.length - 2, UTF_8);
  }

  /** The code of a close; 0: it has none. */
  public int closeCode() {
    return content.length < 2 ? 0 : (content[0] & 0xff) << 8 | (content[1] & 0xff);
  }
}
