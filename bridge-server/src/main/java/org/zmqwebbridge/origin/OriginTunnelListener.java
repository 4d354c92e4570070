package org.zmqwebbridge.origin;

import java.util.List;
import org.zmqwebbridge.edge.HeaderField;

/**
 * Hears what a back end answers to a request for a WebSocket: either a plain answer, as of any
 * request, or that it is open. After that, parts are what the back end sends, byte for byte; what
 * is sent to it is {@link OriginCall#write written}; {@link #onEnd} says that it has ended, and
 * {@link OriginCall#endBody} ends it.
 *
 * <p>Owner thread and lifetime: as {@link OriginListener}.
 */
public interface OriginTunnelListener extends OriginListener {
  /**
   * The back end has switched (101). Its first part is asked for by {@link OriginCall#more}.
   *
   * @param headers of its answer, all of them
   */
  void onOpen(List<HeaderField> headers);
}
