package org.zmqwebbridge.grip;

import org.zmqwebbridge.origin.OriginCall;
import org.zmqwebbridge.origin.OriginListener;
import org.zmqwebbridge.origin.OriginRequest;

/** The way to origins of one kind. */
@FunctionalInterface
interface OriginPort {
  /** Prepares a request. */
  OriginCall open(Target target, OriginRequest request, OriginListener listener);
}
