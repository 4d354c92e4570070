package org.zmqwebbridge.it;

import jakarta.servlet.http.HttpServlet;
import java.util.Map;

/**
 * A servlet container with some servlets and nothing else.
 *
 * <p>Owner thread: the test's.
 */
interface ServletServer {
  int SEND_BUFFER_BYTES = 128 * 1024; // as the bridge's own connections have it

  int port();

  void stop() throws Exception;

  /** The containers besides Tomcat, which has a test of its own. */
  enum Kind {
    JETTY {
      @Override
      ServletServer start(Wire wire, Map<String, HttpServlet> servlets) throws Exception {
        return new JettyServlets(wire, servlets);
      }
    },
    UNDERTOW {
      @Override
      ServletServer start(Wire wire, Map<String, HttpServlet> servlets) throws Exception {
        return new UndertowServlets(wire, servlets);
      }
    };

    /**
     * Starts one at a free port.
     *
     * @param servlets by the pattern of their paths
     */
    abstract ServletServer start(Wire wire, Map<String, HttpServlet> servlets) throws Exception;
  }
}
