package org.zmqwebbridge.virtualsocket.second;

import org.zmqwebbridge.gateway.Encoder;
import org.zmqwebbridge.gateway.Encoding;

/**
 * How a page's SUB wants publications on the second wire: all parts, with its channel in front.
 *
 * @param maxParts of a publication; the same for all connections until a reload
 */
record PartsEncoding(int maxParts) implements Encoding {
  @Override
  public Encoder<?> newEncoder() {
    return new PartsEncoder();
  }
}
