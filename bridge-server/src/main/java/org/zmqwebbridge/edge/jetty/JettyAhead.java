package org.zmqwebbridge.edge.jetty;

import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.security.SecurityUtils;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Has Java load what every {@link JettyEdge} needs of Jetty, before there is one.
 *
 * <p>Owner thread: any. Nothing is left but classes.
 */
public final class JettyAhead {
  private JettyAhead() {}

  /** Makes a server that is never started, and forgets it. */
  public static void load() {
    Server server = new Server(new QueuedThreadPool());
    HttpConfiguration http = new HttpConfiguration();
    server.addConnector(new SelectedConnector(server, 1, new StrictHttp(http)));
    SecurityUtils.doPrivileged(() -> server); // as its pool makes threads
  }
}
