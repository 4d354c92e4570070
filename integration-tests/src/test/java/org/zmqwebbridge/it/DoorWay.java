package org.zmqwebbridge.it;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** Each way to come to a plain door. */
enum DoorWay {
  REQUEST("POST", "/req/echo"),
  PUSH("POST", "/push/jobs"),
  EVENTS("GET", "/sub/news"),
  LINES("GET", "/sub/news"),
  POLL("GET", "/sub/news?wait=0");

  private final String method;
  private final String target;

  DoorWay(String method, String target) {
    this.method = method;
    this.target = target;
  }

  /** What a hook sees of it. */
  String seen() {
    return method + " " + target.replaceFirst("\\?.*", "");
  }

  /**
   * Comes, and waits for the answer; of a stream, that has no end.
   *
   * @param headers names and values in turn
   */
  HttpResponse<byte[]> come(TestBridge bridge, String... headers) {
    HttpDoor door = new HttpDoor(bridge);
    List<String> all = new ArrayList<>(List.of(headers));
    if (this == LINES) {
      all.addAll(List.of("Accept", "application/x-ndjson"));
    }
    String[] said = all.toArray(String[]::new);
    return method.equals("POST") ? door.post(target, "x", said) : door.get(target, said);
  }

  /** Comes, is let in, and leaves again. */
  void comeIn(TestBridge bridge, String... headers) {
    if (this == EVENTS || this == LINES) {
      List<String> all = new ArrayList<>(List.of(headers));
      all.addAll(List.of("Accept", this == LINES ? "application/x-ndjson" : "*/*"));
      new EventReader(bridge, target, all.toArray(String[]::new)).close();
    } else {
      HttpDoor.expect(this == REQUEST ? 200 : 204, come(bridge, headers));
    }
  }
}
