package org.zmqwebbridge.blastbeat.config;

import java.util.List;
import java.util.Optional;
import org.zmqwebbridge.edge.Origin;
import org.zmqwebbridge.edge.OriginPattern;

/**
 * How a virtual host is served.
 *
 * <p>Immutable.
 *
 * @param sessions at once; 0: as many as there may be in all
 * @param timeoutSeconds without a byte either way, after which a session ends; 0: as elsewhere
 * @param cacheBytes for responses and fragments that nodes have kept; 0: nothing is kept
 * @param bandwidthKbits a second to all of its clients together; 0: any number
 * @param tls its certificate, where its binds speak TLS
 * @param head how nodes get the heads of requests
 * @param isSocketIo whether it speaks socket.io 0.9
 * @param origins of pages that may open WebSockets here beside its own: {@code
 *     https://example.org}, {@code https://*.example.org}; {@code *}: all
 */
public record VhostOptions(
    int sessions,
    int timeoutSeconds,
    long cacheBytes,
    int bandwidthKbits,
    Optional<TlsFiles> tls,
    HeadForm head,
    boolean isSocketIo,
    List<String> origins) {
  /** What holds unless told otherwise. */
  public static final VhostOptions DEFAULTS =
      new VhostOptions(0, 0, 0, 0, Optional.empty(), HeadForm.UWSGI, false, List.of());

  private static final String ORIGIN = "origin";

  static final int MAX_SESSIONS = 10_000_000;
  static final int MAX_SECONDS = 31_536_000;
  static final long MAX_BYTES = 1L << 40;
  static final int MAX_KBITS = 1_000_000_000;

  /**
   * @throws IllegalArgumentException if one is wrong; says which
   */
  public VhostOptions {
    origins = List.copyOf(origins);
    Checks.between(sessions, 0, MAX_SESSIONS, "sessions");
    Checks.between(timeoutSeconds, 0, MAX_SECONDS, "timeout");
    Checks.between(cacheBytes, 0, MAX_BYTES, "cache, in bytes,");
    Checks.between(bandwidthKbits, 0, MAX_KBITS, "bandwidth");
    origins.forEach(VhostOptions::checkedOrigin);
  }

  /**
   * Checks an Origin.
   *
   * @throws IllegalArgumentException if it is none; says what one looks like
   */
  public static String checkedOrigin(String origin) {
    if (!origin.equals("*") && !origin.equals(Origin.OPAQUE)) {
      try {
        OriginPattern unused = OriginPattern.parse(ORIGIN, origin);
      } catch (IllegalArgumentException wrong) {
        throw new IllegalArgumentException(
            wrong.getMessage().substring(ORIGIN.length() + 2), wrong);
      }
    }
    return origin;
  }

  /** The same with so many sessions. */
  public VhostOptions withSessions(int count) {
    return new VhostOptions(
        count, timeoutSeconds, cacheBytes, bandwidthKbits, tls, head, isSocketIo, origins);
  }

  /** The same with this much silence. */
  public VhostOptions withTimeoutSeconds(int seconds) {
    return new VhostOptions(
        sessions, seconds, cacheBytes, bandwidthKbits, tls, head, isSocketIo, origins);
  }

  /** The same with this much kept. */
  public VhostOptions withCacheBytes(long bytes) {
    return new VhostOptions(
        sessions, timeoutSeconds, bytes, bandwidthKbits, tls, head, isSocketIo, origins);
  }

  /** The same with this much sent a second. */
  public VhostOptions withBandwidthKbits(int kbits) {
    return new VhostOptions(
        sessions, timeoutSeconds, cacheBytes, kbits, tls, head, isSocketIo, origins);
  }

  /** The same with a certificate. */
  public VhostOptions with(TlsFiles files) {
    return new VhostOptions(
        sessions,
        timeoutSeconds,
        cacheBytes,
        bandwidthKbits,
        Optional.of(files),
        head,
        isSocketIo,
        origins);
  }

  /** The same with heads in another form. */
  public VhostOptions with(HeadForm form) {
    return new VhostOptions(
        sessions, timeoutSeconds, cacheBytes, bandwidthKbits, tls, form, isSocketIo, origins);
  }

  /** The same with socket.io. */
  public VhostOptions withSocketIo() {
    return new VhostOptions(
        sessions, timeoutSeconds, cacheBytes, bandwidthKbits, tls, head, true, origins);
  }

  /** The same with other pages that may come. */
  public VhostOptions withOrigins(String... allowed) {
    return new VhostOptions(
        sessions,
        timeoutSeconds,
        cacheBytes,
        bandwidthKbits,
        tls,
        head,
        isSocketIo,
        List.of(allowed));
  }
}
