package org.zmqwebbridge.it;

import jakarta.servlet.http.HttpServlet;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.ConnectionStatistics;
import org.eclipse.jetty.server.ForwardedRequestCustomizer;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.zmqwebbridge.edge.jetty.EdgeConfig;
import org.zmqwebbridge.edge.jetty.TlsIdentity;
import org.zmqwebbridge.kit.Certificate;

/** Servlets in a Jetty. */
final class JettyServlets implements ServletServer {
  private final Server server = new Server();
  private final ServerConnector connector;
  private final ConnectionStatistics statistics = new ConnectionStatistics();

  JettyServlets(Wire wire, Map<String, HttpServlet> servlets) throws Exception {
    HttpConfiguration http = new HttpConfiguration();
    http.addCustomizer(new SecureRequestCustomizer(false));
    http.addCustomizer(new ForwardedRequestCustomizer());
    HttpConnectionFactory http11 = new HttpConnectionFactory(http);
    connector =
        wire == Wire.TLS
            ? new ServerConnector(server, tls(), http11)
            : new ServerConnector(server, http11);
    connector.setHost("127.0.0.1");
    connector.setAcceptedSendBufferSize(SEND_BUFFER_BYTES);
    connector.addBean(statistics);
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler();
    servlets.forEach((path, servlet) -> context.addServlet(servlet, path));
    server.setHandler(context);
    server.start();
  }

  private static SslConnectionFactory tls() {
    Certificate files = Certificate.shared();
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setKeyStore(TlsIdentity.read(new EdgeConfig.Tls(files.pem(), files.key())).keyStore());
    tls.setKeyStorePassword("");
    return new SslConnectionFactory(tls, HttpVersion.HTTP_1_1.asString());
  }

  /** How many connections Jetty counts as open, as its limits do. */
  long connections() {
    return statistics.getConnections();
  }

  @Override
  public int port() {
    return connector.getLocalPort();
  }

  @Override
  public void stop() throws Exception {
    server.stop();
  }
}
