package org.zmqwebbridge.grip;

/**
 * Hears which channels are heard at this bridge.
 *
 * <p>Called from any thread, perhaps with a lock held; only queues. The end of one may be told
 * after the beginning of the next of the same name: it counts.
 */
interface ChannelWatch {
  /** Nobody. */
  ChannelWatch NONE =
      new ChannelWatch() {
        @Override
        public void opened(String channel) {
          // nobody cares
        }

        @Override
        public void closed(String channel) {
          // nobody cares
        }
      };

  /** Its first has come. */
  void opened(String channel);

  /** Its last has left. */
  void closed(String channel);
}
