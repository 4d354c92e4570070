package org.zmqwebbridge.jakarta;

import io.undertow.server.HttpServerExchange;
import io.undertow.servlet.handlers.ServletRequestContext;
import jakarta.servlet.http.HttpServletRequest;
import org.zmqwebbridge.edge.Guest;

/**
 * Undertow 2.3.
 *
 * <p>Owner thread: none; nothing is kept.
 */
final class UndertowContainer implements Container {

  /** As Undertow's {@code request.upgrade} does it, without its streams. */
  @Override
  public void upgrade(HttpServletRequest request, Guest guest) {
    HttpServerExchange exchange = ServletRequestContext.requireCurrent().getExchange();
    exchange.getConnection().addCloseListener(closed -> guest.onFailed(null));
    exchange.upgradeChannel(
        (connection, upgraded) -> new UndertowTransport(connection, guest).open());
  }
}
