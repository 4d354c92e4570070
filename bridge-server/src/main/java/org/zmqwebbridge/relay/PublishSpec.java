package org.zmqwebbridge.relay;

import org.zmqwebbridge.channel.Retention;

/**
 * How a location takes publications.
 *
 * @param createOnPost whether a publication makes its channel; otherwise 404
 * @param retention what is kept of its channels
 * @param maxMessageBytes of a body; more is answered with 413
 * @param forgetsReceived whether the oldest message goes as soon as somebody has had it
 */
public record PublishSpec(
    boolean createOnPost, Retention retention, int maxMessageBytes, boolean forgetsReceived) {
  /** Ten messages, for an hour, of at most a mebibyte. */
  public static final PublishSpec DEFAULTS =
      new PublishSpec(true, new Retention(10, 32 << 20, 3_600), 1 << 20, false);
}
