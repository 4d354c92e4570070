package org.zmqwebbridge.it;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.zmqwebbridge.Bridge;
import org.zmqwebbridge.BridgeBuilder;
import org.zmqwebbridge.jakarta.BridgeServlet;
import org.zmqwebbridge.kit.Certificate;
import org.zmqwebbridge.observe.Counter;

/**
 * A Tomcat as an application has it, which says what it is asked for, with a bridge's servlet
 * beside that has no port of its own.
 *
 * <p>Owner thread: the test's.
 */
final class TomcatApplication implements AutoCloseable {
  private final Bridge bridge;
  private final Wire wire;
  private final Tomcat tomcat = new Tomcat();

  private TomcatApplication(Bridge bridge, Wire wire) {
    this.bridge = bridge;
    this.wire = wire;
    String folder = Path.of("target", "tomcat").toAbsolutePath().toString();
    tomcat.setBaseDir(folder);
    tomcat.setSilent(true);
    Connector connector = new Connector();
    connector.setPort(0);
    connector.setProperty("address", "127.0.0.1");
    connector.setProperty("socket.txBufSize", "131072");
    if (wire == Wire.TLS) {
      secure(connector);
    }
    tomcat.setConnector(connector);
    Context context = tomcat.addContext("", folder);
    Tomcat.addServlet(context, "bridge", new BridgeServlet(bridge));
    context.addServletMappingDecoded("/data", "bridge");
    context.addServletMappingDecoded("/zmq.js", "bridge");
    context.addServletMappingDecoded("/zws/*", "bridge");
    Tomcat.addServlet(context, "mirror", new Mirror());
    context.addServletMappingDecoded("/orders", "mirror");
  }

  private static void secure(Connector connector) {
    connector.setSecure(true);
    connector.setScheme("https");
    ((AbstractHttp11Protocol<?>) connector.getProtocolHandler()).setSSLEnabled(true);
    SSLHostConfig host = new SSLHostConfig();
    SSLHostConfigCertificate certificate =
        new SSLHostConfigCertificate(host, SSLHostConfigCertificate.Type.UNDEFINED);
    certificate.setCertificateFile(Certificate.shared().pem().toString());
    certificate.setCertificateKeyFile(Certificate.shared().key().toString());
    host.addCertificate(certificate);
    connector.addSslHostConfig(host);
  }

  /** As docs/embedding.md has it. */
  static TomcatApplication start(UnaryOperator<BridgeBuilder> settings) throws Exception {
    return start(Wire.CLEAR, settings);
  }

  static TomcatApplication start(Wire wire, UnaryOperator<BridgeBuilder> settings)
      throws Exception {
    BridgeBuilder builder = Bridge.builder().listenNowhere().drainMillis(0);
    TomcatApplication made = new TomcatApplication(settings.apply(builder).build().start(), wire);
    made.tomcat.start();
    return made;
  }

  int port() {
    return tomcat.getConnector().getLocalPort();
  }

  Bridge bridge() {
    return bridge;
  }

  RawPage page() {
    return RawPage.open(upgrade());
  }

  Upgrade upgrade() {
    return Upgrade.to(wire, port());
  }

  long count(Counter counter) {
    return bridge.counters().value(counter);
  }

  @Override
  public void close() throws LifecycleException {
    bridge.close();
    tomcat.stop();
    tomcat.destroy();
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
