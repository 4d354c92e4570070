package org.zmqwebbridge.sockjs;

import java.util.Arrays;
import java.util.Optional;

/** How a client of a session is reached, or sends. */
enum Transport {
  WEBSOCKET("websocket", "GET", false, false),
  XHR("xhr", "POST", true, false),
  XHR_STREAMING("xhr_streaming", "POST", true, false),
  XHR_SEND("xhr_send", "POST", false, false),
  EVENTSOURCE("eventsource", "GET", true, false),
  HTMLFILE("htmlfile", "GET", true, true),
  JSONP("jsonp", "GET", true, true),
  JSONP_SEND("jsonp_send", "POST", false, false);

  private final String word;
  private final String method;
  private final boolean receives;
  private final boolean hasCallback;

  Transport(String word, String method, boolean receives, boolean hasCallback) {
    this.word = word;
    this.method = method;
    this.receives = receives;
    this.hasCallback = hasCallback;
  }

  static Optional<Transport> of(String word) {
    return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
  }

  /** By which it is asked for. */
  String method() {
    return method;
  }

  /** Whether its client waits for frames by it. */
  boolean receives() {
    return receives;
  }

  /** Whether its client names a function of its page. */
  boolean hasCallback() {
    return hasCallback;
  }

  /** Whether its answer ends with the first frame. */
  boolean isPoll() {
    return this == XHR || this == JSONP;
  }
}
