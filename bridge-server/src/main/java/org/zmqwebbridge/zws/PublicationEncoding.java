package org.zmqwebbridge.zws;

import org.zmqwebbridge.gateway.Encoder;
import org.zmqwebbridge.gateway.Encoding;

/**
 * How a ZWS client wants publications: each part a message.
 *
 * @param maxParts of a publication; the same for all connections until a reload
 */
record PublicationEncoding(int maxParts) implements Encoding {
  @Override
  public Encoder<?> newEncoder() {
    return new PublicationEncoder();
  }
}
