package org.zmqwebbridge.door;

import org.zmqwebbridge.gateway.Encoder;
import org.zmqwebbridge.gateway.Encoding;

/**
 * Publications as server-sent events.
 *
 * @param named whether the first part is the event's name
 */
record EventEncoding(boolean named) implements Encoding {
  @Override
  public Encoder<?> newEncoder() {
    return new EventEncoder();
  }
}
