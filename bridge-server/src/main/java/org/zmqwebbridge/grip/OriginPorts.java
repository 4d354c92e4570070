package org.zmqwebbridge.grip;

import org.zmqwebbridge.grip.zhttp.ZhttpOrigins;
import org.zmqwebbridge.origin.OriginCall;
import org.zmqwebbridge.origin.OriginListener;
import org.zmqwebbridge.origin.OriginRequest;
import org.zmqwebbridge.origin.Origins;

/** The ways to all kinds of origins. */
record OriginPorts(Origins http, ZhttpOrigins zhttp, OriginPort test) implements OriginPort {
  @Override
  public OriginCall open(Target target, OriginRequest request, OriginListener listener) {
    if (target.place() instanceof Target.Http) {
      return http.open(request, listener);
    }
    if (target.place() instanceof Target.Zhttp workers) {
      return zhttp.open(workers.spec(), workers.isRequest(), request, listener);
    }
    return test.open(target, request, listener);
  }
}
