package org.zmqwebbridge.door.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/**
 * What a client makes of a stream of events, as HTML, section 9.2.6, says it, a character after the
 * other; fields that nobody of ours sends are a mistake.
 */
final class ReferenceEvents {
  /**
   * What a client dispatches.
   *
   * @param name empty: none
   * @param lastId as the client would send it if it came back now
   */
  record Event(String name, String data, String lastId) {}

  private final List<Event> events = new ArrayList<>();
  private final StringBuilder data = new StringBuilder();
  private String name = "";
  private String lastId = "";

  private ReferenceEvents() {}

  /** All that is dispatched; the stream ends with the end of an event. */
  static ReferenceEvents read(byte[] stream) {
    ReferenceEvents reader = new ReferenceEvents();
    String text = new String(stream, UTF_8);
    int begin = 0;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '\r' || c == '\n') {
        reader.line(text.substring(begin, at));
        at += c == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n' ? 1 : 0;
        begin = at + 1;
      }
    }
    if (begin != text.length() || reader.data.length() > 0 || !reader.name.isEmpty()) {
      throw new AssertionError("an event without end");
    }
    return reader;
  }

  private void line(String line) {
    int colon = line.indexOf(':');
    String field = colon < 0 ? line : line.substring(0, colon);
    String rest = colon < 0 ? "" : line.substring(colon + 1);
    String value = rest.startsWith(" ") ? rest.substring(1) : rest;
    if (line.isEmpty()) {
      dispatch();
    } else {
      switch (field) {
        case "" -> {} // a comment
        case "data" -> data.append(value).append('\n');
        case "event" -> name = value;
        case "id" -> lastId = value.indexOf('\0') >= 0 ? lastId : value;
        case "retry" -> Long.parseLong(value);
        default -> throw new AssertionError("a line of a service's: " + line);
      }
    }
  }

  private void dispatch() {
    if (data.length() > 0) {
      events.add(new Event(name, data.substring(0, data.length() - 1), lastId));
    }
    data.setLength(0);
    name = "";
  }

  List<Event> events() {
    return events;
  }

  String lastId() {
    return lastId;
  }
}
