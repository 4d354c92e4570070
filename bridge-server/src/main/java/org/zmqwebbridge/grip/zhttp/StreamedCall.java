package org.zmqwebbridge.grip.zhttp;

/**
 * What is asked of a worker in many messages: a request, or a WebSocket.
 *
 * <p>Owner thread: the loop's.
 */
interface StreamedCall extends WorkerCall {
  /** Its first message, which any worker may take. */
  byte[] first();

  /** What its worker says of it. */
  void hear(ZhttpReply reply);

  /** What its worker is told. */
  WorkerLine line();
}
