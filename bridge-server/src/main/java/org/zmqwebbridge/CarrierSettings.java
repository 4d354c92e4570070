package org.zmqwebbridge;

import org.zmqwebbridge.config.Section;
import org.zmqwebbridge.grip.SockjsSpec;
import org.zmqwebbridge.grip.zhttp.ZhttpLimits;
import org.zmqwebbridge.sockjs.SockjsLimits;

/** The settings below {@code grip.sockjs} and {@code grip.zhttp}. */
final class CarrierSettings {
  private static final int MAX_INT = Integer.MAX_VALUE;
  private static final int MAX_MILLIS = 86_400_000;
  private static final int LEAST_BYTES = 1_024;

  private CarrierSettings() {}

  static SockjsSpec sockjs(Section section) {
    SockjsLimits standard = SockjsLimits.DEFAULTS;
    String script = section.text("script").orElse(SockjsSpec.DEFAULTS.script());
    SockjsLimits limits =
        new SockjsLimits(
            section.number("heartbeatMillis", standard.heartbeatMillis(), 1, MAX_MILLIS),
            section.number("leaveMillis", standard.leaveMillis(), 1, MAX_MILLIS),
            bytes(section, "maxStreamBytes", standard.maxStreamBytes()),
            bytes(section, "maxMessageBytes", standard.maxMessageBytes()),
            bytes(section, "maxPendingBytes", standard.maxPendingBytes()),
            (int) section.number("maxSessions", standard.maxSessions(), 1, MAX_INT));
    long all =
        section.number("maxBytes", SockjsSpec.DEFAULTS.maxBytes(), LEAST_BYTES, Long.MAX_VALUE);
    section.end();
    return new SockjsSpec(script, limits, all);
  }

  static ZhttpLimits zhttp(Section section) {
    ZhttpLimits standard = ZhttpLimits.DEFAULTS;
    ZhttpLimits limits =
        new ZhttpLimits(
            section.number("unreachableMillis", standard.unreachableMillis(), 1, MAX_MILLIS),
            section.number("idleMillis", standard.idleMillis(), 1, MAX_MILLIS),
            bytes(section, "maxBytes", standard.maxBytes()),
            (int) section.number("maxWaiting", standard.maxWaiting(), 1, MAX_INT),
            bytes(section, "credits", standard.credits()));
    section.end();
    return limits;
  }

  private static int bytes(Section section, String key, int absent) {
    return (int) section.number(key, absent, LEAST_BYTES, MAX_INT);
  }
}
