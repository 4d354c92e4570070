package org.zmqwebbridge.grip;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.grip.wire.Header;
import org.zmqwebbridge.grip.wire.SocketEvents;
import org.zmqwebbridge.origin.OriginListener;

/**
 * The head of all requests about one WebSocket: what its client said when it came, who it is, and
 * what its origin wants to be told.
 *
 * <p>Owner thread: none; a small lock.
 */
final class SocketHead {
  private static final String META = "Meta-";

  private final String id = UUID.randomUUID().toString();
  private final OriginMessages messages;
  private final Handshake handshake;
  private final boolean isPlain;
  private final Map<String, Header> meta = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  SocketHead(Handshake handshake, GripRoute route, GripContext context) {
    this.handshake = handshake;
    this.messages = new OriginMessages(handshake, route, context);
    this.isPlain = route.options().isPlain();
  }

  /** What its origin knows it by. */
  String id() {
    return id;
  }

  /** From now on, its origin is told this as well; an empty value: no more. */
  synchronized void keep(List<Header> changed) {
    for (Header one : changed) {
      if (one.value().isEmpty()) {
        meta.remove(one.name());
      } else if (HeaderField.isName(META + one.name()) && HeaderField.isValue(one.value())) {
        meta.put(one.name(), one);
      }
    }
  }

  /**
   * A request with events.
   *
   * @param replayed how many bytes of messages in it have been told before
   */
  OriginAsk ask(byte[] events, int replayed, OriginListener listener) {
    Map<String, String> ours = new LinkedHashMap<>();
    for (String name : handshake.headers().keySet()) {
      if (name.startsWith("meta-")) {
        ours.put(OriginHead.written(name), ""); // its client must not say such
      }
    }
    synchronized (this) {
      meta.values().forEach(one -> ours.put(OriginHead.written(META + one.name()), one.value()));
    }
    ours.put("Sec-WebSocket-Extensions", isPlain ? "" : "grip");
    ours.put("Accept", SocketEvents.MEDIA_TYPE);
    ours.put("Connection-Id", id);
    ours.put("Content-Type", SocketEvents.MEDIA_TYPE);
    ours.put("Content-Bytes-Replayed", replayed > 0 ? Integer.toString(replayed) : "");
    List<HeaderField> fields = new ArrayList<>();
    ours.forEach((name, value) -> fields.add(new HeaderField(name, value)));
    return messages.other("POST", messages.target(), fields, events, listener);
  }
}
