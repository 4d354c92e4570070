package org.zmqwebbridge.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import org.zmqwebbridge.channel.ChannelState;
import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.edge.RequestHead;

/**
 * Those of nginx_http_push_module 0.712, on which the protocol's are modelled.
 *
 * <p>Immutable.
 */
final class NhpmWays extends Ways {
  static final Ways INSTANCE = new NhpmWays();

  private NhpmWays() {}

  @Override
  HttpAnswer told(int status, ChannelState state, RequestHead head) {
    HttpAnswer told = super.told(status, state, head);
    if (!told.contentType().endsWith("yaml")) {
      return told;
    }
    String text = new String(told.body(), UTF_8).replace("subscribers: ", "subscribers ");
    return HttpAnswer.of(status, told.contentType(), text.getBytes(UTF_8));
  }

  @Override
  HttpAnswer options(String allowed) {
    return HttpAnswer.of(200, "text/plain", "Go ahead".getBytes(UTF_8)).with("Allow", allowed);
  }

  /** It cuts them. */
  @Override
  Optional<String> shortened(String id, int maxBytes) {
    byte[] bytes = id.getBytes(UTF_8);
    if (bytes.length <= maxBytes) {
      return Optional.of(id);
    }
    int end = maxBytes;
    while (end > 0 && (bytes[end] & 0xc0) == 0x80) {
      end--; // within a character
    }
    return Optional.of(new String(bytes, 0, end, UTF_8));
  }
}
