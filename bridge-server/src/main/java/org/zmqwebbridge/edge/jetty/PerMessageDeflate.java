package org.zmqwebbridge.edge.jetty;

import org.zmqwebbridge.edge.DeflateSettings;
import org.zmqwebbridge.edge.Deflation;
import org.zmqwebbridge.edge.FrameEncoding;

/**
 * What connections that have agreed on permessage-deflate share: both directions.
 *
 * <p>Owner thread: none. Lifetime: as long as the edge.
 */
final class PerMessageDeflate implements AutoCloseable {
  private final Deflation deflation;
  private final FrameEncoding encoding;
  private final Inflation inflation = new Inflation();

  PerMessageDeflate(DeflateSettings settings) {
    deflation = new Deflation(settings);
    encoding = FrameEncoding.deflating(deflation);
  }

  FrameEncoding encoding() {
    return encoding;
  }

  Inflation inflation() {
    return inflation;
  }

  @Override
  public void close() {
    deflation.close();
    inflation.close();
  }
}
