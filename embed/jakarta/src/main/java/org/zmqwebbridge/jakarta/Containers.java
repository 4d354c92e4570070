package org.zmqwebbridge.jakarta;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;

/** The servlet containers that the bridge is known to work in. */
final class Containers {
  private Containers() {}

  /**
   * The one that this context is of.
   *
   * @throws ServletException if it is none of these; the message says what to do
   */
  static Container of(ServletContext context) throws ServletException {
    String name = context.getClass().getName();
    if (name.startsWith("org.apache.catalina.")) {
      return (request, guest) -> request.upgrade(TomcatUpgrade.class).guest(guest);
    }
    if (name.startsWith("org.eclipse.jetty.ee10.")) {
      return new JettyContainer();
    }
    if (name.startsWith("io.undertow.")) {
      return new UndertowContainer();
    }
    throw new ServletException(
        "the bridge's servlet is for Tomcat 10.1 and 11, Jetty 12 (ee10) and Undertow 2.3, and this"
            + " is "
            + context.getServerInfo()
            + " ("
            + name
            + "); give the bridge a port of its own (listen), and take the servlet out");
  }
}
