package org.zmqwebbridge.relay;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Services that a location asks, and tells, by HTTP. They hear {@code X-Channel-Id}, {@code
 * X-Subscriber-Type} or {@code X-Publisher-Type}, {@code X-Principal} where it is known, {@code
 * X-Original-URI}, and some of the client's headers.
 *
 * @param authorize asked by GET whether somebody may; a status of 2xx is a yes, all else a no
 * @param subscribed told by GET of a subscriber that stays
 * @param unsubscribed told by GET when it leaves
 * @param upstream given by POST what is published: answers 200 with what is published in its place,
 *     304 for what it was, 204 for nothing; all else is a no
 * @param headers which of the client's headers they hear, for example {@code cookie}
 * @param timeoutMillis how long they may take
 * @param maxAnswerBytes the longest answer that is read
 */
public record CallOutSpec(
    Optional<URI> authorize,
    Optional<URI> subscribed,
    Optional<URI> unsubscribed,
    Optional<URI> upstream,
    List<String> headers,
    long timeoutMillis,
    int maxAnswerBytes) {
  /** Nobody is asked. */
  public static final CallOutSpec NONE =
      new CallOutSpec(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          5_000,
          1 << 20);

  public CallOutSpec {
    headers = List.copyOf(headers.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList());
  }
}
