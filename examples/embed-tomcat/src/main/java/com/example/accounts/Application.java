package com.example.accounts;

import java.nio.file.Files;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.zmqwebbridge.Bridge;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.jakarta.BridgeServlet;
import org.zmqwebbridge.rpc.RunningRpcServer;

/** A Tomcat with pages of its own, and a bridge at the same port. */
public final class Application implements AutoCloseable {
  private final RunningRpcServer accounts;
  private final Bridge bridge;
  private final Tomcat tomcat = new Tomcat();

  /** Starts the service, the bridge and the server, in this order. */
  public Application(int port) throws Exception {
    accounts = new Accounts().start("tcp://127.0.0.1:*");
    bridge =
        Bridge.builder()
            .listenNowhere()
            .endpoint("accounts", SocketType.REQ, accounts.address())
            .build()
            .start();
    String folder = Files.createTempDirectory("tomcat").toString();
    tomcat.setBaseDir(folder);
    tomcat.setConnector(connector(port));
    Context context = tomcat.addContext("", folder);
    BridgeServlet servlet = new BridgeServlet(bridge);
    Tomcat.addServlet(context, "bridge", servlet).setLoadOnStartup(1);
    for (String path : servlet.paths()) {
      context.addServletMappingDecoded(path, "bridge");
    }
    Tomcat.addServlet(context, "pages", new Pages());
    context.addServletMappingDecoded("/", "pages");
    tomcat.start();
  }

  private static Connector connector(int port) {
    Connector connector = new Connector();
    connector.setProperty("address", "127.0.0.1");
    connector.setPort(port);
    connector.setProperty("socket.txBufSize", "131072"); // for a page that does not read
    return connector;
  }

  /** The port that it listens at. */
  public int port() {
    return tomcat.getConnector().getLocalPort();
  }

  /** First the bridge, so that pages are told; then the server, and the service. */
  @Override
  public void close() throws Exception {
    bridge.close();
    tomcat.stop();
    tomcat.destroy();
    accounts.close();
  }

  public static void main(String[] args) throws Exception {
    Application application = new Application(args.length > 0 ? Integer.parseInt(args[0]) : 8080);
    System.out.println("http://127.0.0.1:" + application.port() + "/");
    application.tomcat.getServer().await();
  }
}
