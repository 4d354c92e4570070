package org.zmqwebbridge.grip.wire;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an origin wants to be done with a request, beside its response.
 *
 * <p>Immutable.
 *
 * @param channels where it waits; perhaps none, which is for ever
 * @param timeoutSeconds after which a held response is sent
 * @param keepAlive what a stream says in silence
 * @param meta about the subscriber, for filters
 * @param next where there is more
 * @param gone what is told when its client has left
 * @param response what is sent to the client; nothing of GRIP's is in it any more
 */
public record Instruct(
    HoldMode mode,
    List<ChannelRef> channels,
    int timeoutSeconds,
    Optional<KeepAlive> keepAlive,
    Map<String, String> meta,
    Optional<NextLink> next,
    Optional<String> gone,
    OriginResponse response) {
  public static final int STANDARD_TIMEOUT_SECONDS = 55;

  private static final OriginResponse NOTHING = new OriginResponse(200, "", List.of(), new byte[0]);

  /** The same when its response was sent, which need not be kept. */
  public Instruct withoutResponse() {
    return new Instruct(mode, channels, timeoutSeconds, keepAlive, meta, next, gone, NOTHING);
  }

  public Instruct {
    channels = List.copyOf(channels);
    meta = Map.copyOf(meta);
  }
}
