package org.zmqwebbridge.grip;

import org.zmqwebbridge.origin.OriginRequest;
import org.zmqwebbridge.origin.OriginSocket;
import org.zmqwebbridge.origin.OriginSocketListener;

/** The way to origins that speak WebSocket themselves. */
@FunctionalInterface
interface SocketPort {
  /** Prepares one. */
  OriginSocket open(
      Target target, OriginRequest request, int maxMessageBytes, OriginSocketListener listener);
}
