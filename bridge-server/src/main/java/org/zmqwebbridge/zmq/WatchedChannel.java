package org.zmqwebbridge.zmq;

/**
 * Who reads and writes a channel that the loop watches.
 *
 * <p>Owner thread: the loop's.
 */
interface WatchedChannel {
  /** Something of what it waits for has happened. */
  void onReady();
}
