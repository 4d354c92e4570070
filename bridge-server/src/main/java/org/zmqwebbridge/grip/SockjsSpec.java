package org.zmqwebbridge.grip;

import org.zmqwebbridge.sockjs.SockjsLimits;

/**
 * What clients of SockJS load, and may take.
 *
 * <p>Immutable.
 *
 * @param script where {@code sockjs.js} is, for pages in frames; empty: nowhere
 * @param limits of one client and one route
 * @param maxBytes that wait for all clients of all routes together
 */
public record SockjsSpec(String script, SockjsLimits limits, long maxBytes) {
  /** The defaults of docs/OPERATIONS.md. */
  public static final SockjsSpec DEFAULTS = new SockjsSpec("", SockjsLimits.DEFAULTS, 64 << 20);

  /** The same with another script. */
  public SockjsSpec withScript(String url) {
    return new SockjsSpec(url, limits, maxBytes);
  }
}
