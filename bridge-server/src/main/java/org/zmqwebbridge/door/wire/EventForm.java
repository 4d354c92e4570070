package org.zmqwebbridge.door.wire;

import java.util.List;

/** How a stream says what is published, and what is its own. Ids may be {@code null}: none. */
public enum EventForm {
  /** Server-sent events without names. */
  EVENTS("text/event-stream") {
    @Override
    public byte[] publication(EventId id, List<byte[]> parts) {
      return EventText.event(id, parts);
    }
  },

  /** Server-sent events with their first parts as names. */
  NAMED_EVENTS("text/event-stream") {
    @Override
    public byte[] publication(EventId id, List<byte[]> parts) {
      return EventText.named(id, parts);
    }
  },

  /** Lines of JSON. */
  LINES("application/x-ndjson") {
    @Override
    public byte[] publication(EventId id, List<byte[]> parts) {
      return LineText.line(id, parts);
    }

    @Override
    byte[] own(String name, EventId id, String data) {
      return LineText.own(name, id, data);
    }

    @Override
    public byte[] opening(EventId id, long heartbeatMillis) {
      return LineText.own("zwb.open", id, heartbeat(heartbeatMillis));
    }

    @Override
    public byte[] heartbeat() {
      return LineText.HEARTBEAT;
    }
  };

  private static final String GAP = "zwb.gap";

  private final String mediaType;

  EventForm(String mediaType) {
    this.mediaType = mediaType;
  }

  public String mediaType() {
    return mediaType;
  }

  /** The form of a stream by {@code Accept}, empty where there is none, and its query. */
  public static EventForm of(String accept, boolean named) {
    EventForm events = named ? NAMED_EVENTS : EVENTS;
    return Accept.prefers(accept, LINES.mediaType, events.mediaType) ? LINES : events;
  }

  /**
   * A publication.
   *
   * @param parts at least one
   */
  public abstract byte[] publication(EventId id, List<byte[]> parts);

  byte[] own(String name, EventId id, String data) {
    return EventText.own(name, id, data);
  }

  static String heartbeat(long millis) {
    return "{\"heartbeatMillis\":" + millis + "}";
  }

  /** What a stream begins with: how often it says something at least. */
  public byte[] opening(EventId id, long heartbeatMillis) {
    return EventText.opening(id, heartbeat(heartbeatMillis));
  }

  /** Nothing but the place that the client has come to. */
  public byte[] place(EventId id) {
    return own("zwb.place", id, "{}");
  }

  /** Nothing at all. */
  public byte[] heartbeat() {
    return EventText.HEARTBEAT;
  }

  /**
   * Publications are lost.
   *
   * @param after the offset after which; below 0: all that the client knows of
   * @param from what comes next has at least this offset
   */
  public byte[] gap(EventId id, long after, long from) {
    String begin = after < 0 ? "" : "\"after\":" + after + ",";
    return own(GAP, id, "{" + begin + "\"from\":" + from + "}");
  }

  /** So many publications are lost, because their client reads too slowly. */
  public byte[] dropped(long count) {
    return own(GAP, null, "{\"dropped\":" + count + "}");
  }
}
