package org.zmqwebbridge.blastbeat.wire;

import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * What a path of socket.io 0.9 asks for: {@code /socket.io/1/TRANSPORT/SID}.
 *
 * <p>Immutable.
 *
 * @param sid {@code null}: it has none, or no session could have it
 * @param isDisconnect whether the session is to end
 */
public record SocketIoPath(Way way, Sid sid, boolean isDisconnect) {
  private static final String ROOT = "/socket.io/1";
  private static final int SID = 1; // of its parts
  private static final int MOST_PARTS = 3; // the last is empty, after a slash

  /** How its client comes. */
  public enum Way {
    /** For a session. */
    HANDSHAKE,
    WEBSOCKET,
    POLLING,
    /** By what is not spoken here. */
    OTHER
  }

  /**
   * Reads one.
   *
   * @param query after the question mark; {@code null}: there is none
   * @return {@code null}: it is not socket.io's
   */
  public static SocketIoPath of(String path, String query) {
    if (!path.equals(ROOT) && !path.startsWith(ROOT + "/")) {
      return null;
    }
    String rest = path.equals(ROOT) ? "" : path.substring(ROOT.length() + 1);
    List<String> parts = List.of(rest.split("/", -1));
    boolean isTooLong = parts.size() > MOST_PARTS || (parts.size() == MOST_PARTS && hasMore(parts));
    Way way = isTooLong ? Way.OTHER : way(parts.get(0), parts.size());
    return new SocketIoPath(way, sid(parts), disconnects(query));
  }

  private static boolean hasMore(List<String> parts) {
    return !parts.get(MOST_PARTS - 1).isEmpty();
  }

  private static Way way(String name, int parts) {
    return switch (name) {
      case "" -> parts == 1 ? Way.HANDSHAKE : Way.OTHER;
      case "websocket" -> Way.WEBSOCKET;
      case "xhr-polling" -> Way.POLLING;
      default -> Way.OTHER;
    };
  }

  private static Sid sid(List<String> parts) {
    String text = parts.size() > SID ? parts.get(SID).toLowerCase(Locale.ROOT) : "";
    if (!text.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
      return null;
    }
    UUID uuid = UUID.fromString(text);
    return new Sid(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
  }

  private static boolean disconnects(String query) {
    if (query == null) {
      return false;
    }
    for (String each : query.split("&", -1)) {
      if (each.equals("disconnect") || each.startsWith("disconnect=")) {
        return true;
      }
    }
    return false;
  }
}
