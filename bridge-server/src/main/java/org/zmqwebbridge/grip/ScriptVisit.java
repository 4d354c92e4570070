package org.zmqwebbridge.grip;

import java.util.List;
import org.zmqwebbridge.edge.ExchangeHandler;
import org.zmqwebbridge.edge.HeaderField;

/**
 * Tells who answers a script element's request of the body that is in its query.
 *
 * <p>Owner thread and lifetime: as the handler's within.
 */
final class ScriptVisit implements ExchangeHandler {
  private static final byte[] NOTHING = {};

  private final ExchangeHandler inner;
  private final ScriptExchange exchange;
  private byte[] untold;

  /**
   * @param body that is in its query; may be empty
   */
  ScriptVisit(ExchangeHandler inner, ScriptExchange exchange, byte[] body) {
    this.inner = inner;
    this.exchange = exchange;
    this.untold = body;
  }

  @Override
  public void onOpen() {
    inner.onOpen();
  }

  @Override
  public void onBody(byte[] body) {
    inner.onBody(untold);
  }

  /** A GET has none of its own that would mean anything. */
  @Override
  public void onPart(byte[] bytes) {
    exchange.readPart(bytes.length);
  }

  @Override
  public void onBodyEnd(List<HeaderField> trailers) {
    byte[] body = untold;
    untold = NOTHING;
    if (body.length > 0) {
      inner.onPart(body);
    } else {
      inner.onBodyEnd(trailers);
    }
  }

  @Override
  public void onLate() {
    inner.onLate();
  }

  @Override
  public void onGone() {
    inner.onGone();
  }
}
