package org.zmqwebbridge.grip.zhttp;

import org.zmqwebbridge.origin.OriginFailure.Kind;

/** What is asked of a worker, until it has ended. */
interface WorkerCall {
  /** By which answers name it. */
  String id();

  /** It has failed, if it has not ended. */
  void fail(Kind kind, String text);
}
