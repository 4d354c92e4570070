package org.zmqwebbridge.relay;

import java.util.Optional;
import org.zmqwebbridge.channel.Retention;

/**
 * How a location takes publications.
 *
 * @param createOnPost whether a publication makes its channel; otherwise 404
 * @param retention what is kept of its channels
 * @param maxMessageBytes of a body; more is answered with 413
 * @param forgetsReceived whether the oldest message goes as soon as a poll here has had it
 * @param keepsAtLeast how many messages stay all the same
 * @param forward the name of a PUB or PUSH endpoint that publications are sent to as well; empty:
 *     none
 */
public record PublishSpec(
    boolean createOnPost,
    Retention retention,
    int maxMessageBytes,
    boolean forgetsReceived,
    int keepsAtLeast,
    Optional<String> forward) {
  /** Ten messages, for an hour, of at most a mebibyte. */
  public static final PublishSpec DEFAULTS =
      new PublishSpec(true, new Retention(10, 32 << 20, 3_600), 1 << 20, false, Optional.empty());

  /** One that may forget all. */
  public PublishSpec(
      boolean createOnPost,
      Retention retention,
      int maxMessageBytes,
      boolean forgetsReceived,
      Optional<String> forward) {
    this(createOnPost, retention, maxMessageBytes, forgetsReceived, 0, forward);
  }
}
