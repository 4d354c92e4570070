package org.zmqwebbridge.it;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import jakarta.servlet.http.HttpServlet;
import java.net.InetSocketAddress;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.xnio.Options;
import org.zmqwebbridge.edge.jetty.EdgeConfig;
import org.zmqwebbridge.edge.jetty.TlsIdentity;
import org.zmqwebbridge.kit.Certificate;

/** Servlets in an Undertow that goes by what proxies say. */
final class UndertowServlets implements ServletServer {
  private static final int THREADS = 2;

  private final DeploymentManager deployment;
  private final Undertow server;

  UndertowServlets(Wire wire, Map<String, HttpServlet> servlets) throws Exception {
    DeploymentInfo application =
        Servlets.deployment()
            .setClassLoader(UndertowServlets.class.getClassLoader())
            .setContextPath("/")
            .setDeploymentName("application");
    servlets.forEach(
        (path, servlet) ->
            application.addServlet(
                Servlets.servlet(path, servlet.getClass(), new ImmediateInstanceFactory<>(servlet))
                    .addMapping(path)
                    .setLoadOnStartup(1)));
    deployment = Servlets.defaultContainer().addDeployment(application);
    deployment.deploy();
    Undertow.ListenerBuilder listener =
        new Undertow.ListenerBuilder()
            .setType(wire == Wire.TLS ? Undertow.ListenerType.HTTPS : Undertow.ListenerType.HTTP)
            .setSslContext(wire == Wire.TLS ? tls() : null)
            .setHost("127.0.0.1")
            .setPort(0)
            .setRootHandler(Handlers.proxyPeerAddress(deployment.start()));
    server =
        Undertow.builder()
            .setIoThreads(THREADS)
            .setWorkerThreads(THREADS)
            .setSocketOption(Options.SEND_BUFFER, SEND_BUFFER_BYTES)
            .addListener(listener)
            .build();
    server.start();
  }

  private static SSLContext tls() throws Exception {
    Certificate files = Certificate.shared();
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(
        TlsIdentity.read(new EdgeConfig.Tls(files.pem(), files.key())).keyStore(), new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  @Override
  public int port() {
    return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
  }

  @Override
  public void stop() throws Exception {
    server.stop();
    if (deployment.getDeployment() != null) {
      deployment.stop();
      deployment.undeploy();
    }
  }
}
