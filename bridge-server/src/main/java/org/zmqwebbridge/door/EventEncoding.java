package org.zmqwebbridge.door;

import org.zmqwebbridge.door.wire.EventForm;
import org.zmqwebbridge.gateway.Encoder;
import org.zmqwebbridge.gateway.Encoding;

/**
 * Publications as events.
 *
 * @param epoch of the ids that they have, the same for all of an endpoint; {@code null}: none
 */
record EventEncoding(EventForm form, String epoch) implements Encoding {
  @Override
  public Encoder<?> newEncoder() {
    return new EventEncoder(epoch);
  }
}
