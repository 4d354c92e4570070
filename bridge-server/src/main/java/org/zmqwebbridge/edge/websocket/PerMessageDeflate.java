package org.zmqwebbridge.edge.websocket;

import org.zmqwebbridge.edge.DeflateSettings;

/**
 * What connections that have agreed on permessage-deflate share: both directions.
 *
 * <p>Owner thread: none. Lifetime: as long as the edge.
 */
public final class PerMessageDeflate implements AutoCloseable {
  private final Deflation deflation;
  private final FrameEncoding encoding;
  private final Inflation inflation = new Inflation();

  public PerMessageDeflate(DeflateSettings settings) {
    deflation = new Deflation(settings);
    encoding = FrameEncoding.deflating(deflation);
  }

  public FrameEncoding encoding() {
    return encoding;
  }

  public Inflation inflation() {
    return inflation;
  }

  @Override
  public void close() {
    deflation.close();
    inflation.close();
  }
}
