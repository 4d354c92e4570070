package org.zmqwebbridge;

import java.util.function.Supplier;
import org.zmqwebbridge.channel.ChannelStore;
import org.zmqwebbridge.observe.Counters;

/** What makes a store that counts what it does. */
interface StoreMaker extends Supplier<ChannelStore> {
  /**
   * A store that is not begun.
   *
   * @throws RuntimeException if it cannot be; the message says why
   */
  ChannelStore open(Counters counters);

  @Override
  default ChannelStore get() {
    return open(new Counters());
  }
}
