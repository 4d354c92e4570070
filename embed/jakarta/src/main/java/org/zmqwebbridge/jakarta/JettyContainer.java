package org.zmqwebbridge.jakarta;

import jakarta.servlet.http.HttpServletRequest;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.zmqwebbridge.edge.Guest;

/**
 * Jetty 12 with servlets of Jakarta EE 10.
 *
 * <p>Owner thread: none; nothing is kept.
 */
final class JettyContainer implements Container {
  private static final int SWITCHING_PROTOCOLS = 101;

  /** As Jetty's own WebSockets do it; {@code request.upgrade} has no way to wait for a write. */
  @Override
  public void upgrade(HttpServletRequest request, Guest guest) {
    ServletContextRequest here = ServletContextRequest.getServletContextRequest(request);
    EndPoint endPoint = here.getConnectionMetaData().getConnection().getEndPoint();
    JettyConnection next =
        new JettyConnection(
            endPoint, here.getConnectionMetaData().getConnector().getExecutor(), guest);
    // Its limits and statistics count this one, too.
    here.getConnectionMetaData().getConnector().getEventListeners().forEach(next::addEventListener);
    Request.unWrap(here).setAttribute(HttpStream.UPGRADE_CONNECTION_ATTRIBUTE, next);
    Response response = here.getServletContextResponse();
    response.setStatus(SWITCHING_PROTOCOLS);
  }
}
