package org.zmqwebbridge.it;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.zmqwebbridge.Bridge;
import org.zmqwebbridge.BridgeBuilder;
import org.zmqwebbridge.jakarta.BridgeServlet;
import org.zmqwebbridge.observe.Counter;

/**
 * An application in a servlet container, which says what it is asked for, with a bridge's servlet
 * beside that has no port of its own.
 *
 * <p>Owner thread: the test's.
 */
record ServletApplication(Bridge bridge, Wire wire, ServletServer server) implements AutoCloseable {

  static ServletApplication start(
      ServletServer.Kind kind, Wire wire, UnaryOperator<BridgeBuilder> settings) throws Exception {
    BridgeBuilder builder = Bridge.builder().listenNowhere().drainMillis(0);
    Bridge bridge = settings.apply(builder).build().start();
    HttpServlet servlet = new BridgeServlet(bridge);
    return new ServletApplication(
        bridge,
        wire,
        kind.start(
            wire,
            Map.of(
                "/data", servlet, "/zmq.js", servlet, "/req/*", servlet, "/orders", new Mirror())));
  }

  RawPage page() {
    return RawPage.open(upgrade());
  }

  Upgrade upgrade() {
    return Upgrade.to(wire, server.port());
  }

  long count(Counter counter) {
    return bridge.counters().value(counter);
  }

  @Override
  public void close() {
    bridge.close();
    try {
      server.stop();
    } catch (Exception failure) {
      throw new IllegalStateException("the container did not stop cleanly", failure);
    }
  }

  /** The application: says the path that it was asked for. */
  private static final class Mirror extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.getWriter().print(request.getRequestURI());
    }
  }
}
