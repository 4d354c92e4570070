package org.zmqwebbridge;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.config.Section;
import org.zmqwebbridge.gateway.Door;

/** The setting {@code doors}: of all endpoints, and of one. */
final class DoorSettings {
  private static final String KEY = "doors";
  private static final Map<String, Door> WORDS;

  static {
    Map<String, Door> words = new LinkedHashMap<>();
    words.put("websocket", Door.WEBSOCKET);
    words.put("zws", Door.ZWS);
    words.put("http", Door.HTTP);
    WORDS = Collections.unmodifiableMap(words);
  }

  private DoorSettings() {}

  /**
   * Which doors are open: those of the list.
   *
   * @param standard those where there is no list
   */
  static Set<Door> read(Section section, Set<Door> standard) {
    Set<Door> open = section.choices(KEY, WORDS);
    if (section.isEmptyList(KEY)) {
      section.refuse(KEY, "names no door, so nobody could come in; take the line out");
    }
    return open.isEmpty() ? standard : open;
  }

  /** The same of an endpoint: of a type that only pages know, pages must be able to come. */
  static Set<Door> read(Section endpoint, Optional<SocketType> type, Set<Door> standard) {
    Set<Door> open = read(endpoint, standard);
    if (type.filter(SocketType.REP::equals).isPresent() && !open.contains(Door.WEBSOCKET)) {
      endpoint.refuse(KEY, "an endpoint of type REP is for pages; write [websocket]");
    }
    return open;
  }
}
