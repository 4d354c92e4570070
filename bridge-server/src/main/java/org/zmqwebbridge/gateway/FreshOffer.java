package org.zmqwebbridge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;

/**
 * That the service of an endpoint answers each new subscription with messages that begin with what
 * was subscribed.
 *
 * @param welcome what it sends to each new connection, before it has heard anything there
 *     (ZMQ_XPUB_WELCOME_MSG), and which is no answer; empty: nothing
 */
public record FreshOffer(String welcome) {
  /** Nothing comes to a connection but what it has subscribed to. */
  public static final FreshOffer DEFAULTS = new FreshOffer("");

  /** Whether a message is that. */
  boolean isWelcome(List<byte[]> frames) {
    return !welcome.isEmpty()
        && frames.size() == 1
        && Arrays.equals(frames.get(0), welcome.getBytes(UTF_8));
  }
}
