package org.zmqwebbridge.grip.zhttp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zmqwebbridge.edge.CloseStatus;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.edge.ResponseHead;
import org.zmqwebbridge.tnetstring.MalformedTnetstringException;
import org.zmqwebbridge.tnetstring.TnetstringReader;

/**
 * What a worker says of one request.
 *
 * @param members of the message, strings as bytes
 */
record ZhttpReply(Map<?, ?> members) {
  private static final byte[] NOTHING = {};
  private static final int SWITCHING_PROTOCOLS = 101;
  private static final int MOST_CREDITS = 1 << 30;
  private static final int MOST_CLOSE_BYTES = 123; // RFC 6455, section 5.5

  /**
   * Reads one; empty: it is none, and is ignored, as its request would not be known either.
   *
   * @param from where the message's {@code T} is
   */
  static Optional<ZhttpReply> read(byte[] bytes, int from) {
    try {
      if (from < bytes.length
          && bytes[from] == 'T'
          && TnetstringReader.whole(bytes, from + 1) instanceof Map<?, ?> members
          && (members.get("id") instanceof byte[] || members.get("id") instanceof List<?>)) {
        return Optional.of(new ZhttpReply(members));
      }
    } catch (MalformedTnetstringException none) {
      // said below
    }
    return Optional.empty();
  }

  /** One for each request that it is about: a sign of life may be about many. */
  List<ZhttpReply> each() {
    if (!(members.get("id") instanceof List<?> ids)) {
      return List.of(this);
    }
    List<ZhttpReply> all = new ArrayList<>();
    for (Object one : ids) {
      if (one instanceof Map<?, ?> place && place.get("id") instanceof byte[]) {
        Map<Object, Object> of = new HashMap<>(members);
        of.put("id", place.get("id"));
        of.put("seq", place.get("seq"));
        all.add(new ZhttpReply(of));
      }
    }
    return all;
  }

  /** Of the request. */
  String id() {
    return text("id");
  }

  /** Who says it: where the rest of a request is sent; empty: it does not say. */
  String from() {
    return text("from");
  }

  /** What it is: empty for data. */
  String type() {
    return text("type");
  }

  boolean isData() {
    return type().isEmpty() || type().equals("data");
  }

  boolean isError() {
    return type().equals("error");
  }

  /** Whether it is a ping or a pong of a WebSocket. */
  boolean isControl() {
    return type().equals("ping") || type().equals("pong");
  }

  /** Whether a message of a WebSocket is no text. */
  boolean isBinary() {
    return text("content-type").equals("binary");
  }

  /** How many of this request were before it; -1: it does not say. */
  long sequence() {
    return members.get("seq") instanceof Long number ? number : -1;
  }

  /** With what a WebSocket is closed, as far as a close frame may say it. */
  CloseStatus closeStatus() {
    if (!(members.get("code") instanceof Long code)
        || code > Integer.MAX_VALUE
        || !CloseStatus.isTransmittable(code.intValue())) {
      return CloseStatus.NONE;
    }
    String text = text("body");
    boolean fits = text.getBytes(UTF_8).length <= MOST_CLOSE_BYTES;
    return new CloseStatus(code.intValue(), fits ? text : "");
  }

  String condition() {
    return text("condition");
  }

  private String text(String name) {
    return members.get(name) instanceof byte[] bytes ? new String(bytes, UTF_8) : "";
  }

  /** Whether there is more of the body. */
  boolean hasMore() {
    return Boolean.TRUE.equals(members.get("more"));
  }

  /** Whether a WebSocket is open by it. */
  boolean isSwitching() {
    return members.get("code") instanceof Long code && code == SWITCHING_PROTOCOLS;
  }

  boolean hasHead() {
    return members.get("code") instanceof Long;
  }

  byte[] body() {
    return members.get("body") instanceof byte[] bytes ? bytes : NOTHING;
  }

  /** How many bytes more may be sent to it. */
  int credits() {
    return members.get("credits") instanceof Long more && more > 0 && more <= MOST_CREDITS
        ? more.intValue()
        : 0;
  }

  /**
   * Status and headers.
   *
   * @throws IllegalArgumentException if they are none
   */
  ResponseHead head() {
    if (!(members.get("code") instanceof Long code) || code < 0 || code > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("a response has no code");
    }
    return new ResponseHead(code.intValue(), text("reason"), headers());
  }

  /**
   * Those of a head.
   *
   * @throws IllegalArgumentException if they are none
   */
  List<HeaderField> headers() {
    List<HeaderField> headers = new ArrayList<>();
    if (members.get("headers") instanceof List<?> list) {
      for (Object one : list) {
        if (!(one instanceof List<?> pair)
            || pair.size() != 2
            || !(pair.get(0) instanceof byte[] name)
            || !(pair.get(1) instanceof byte[] value)) {
          throw new IllegalArgumentException("a header is a pair of texts");
        }
        headers.add(new HeaderField(new String(name, UTF_8), new String(value, UTF_8)));
      }
    }
    return headers;
  }
}
