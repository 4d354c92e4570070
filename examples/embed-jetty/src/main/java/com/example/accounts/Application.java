package com.example.accounts;

import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.util.resource.ResourceFactory;
import org.zmqwebbridge.Bridge;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.edge.jetty.BridgeHandler;
import org.zmqwebbridge.rpc.RunningRpcServer;

/** A Jetty server with pages of its own, and a bridge at the same port. */
public final class Application implements AutoCloseable {
  private final RunningRpcServer accounts;
  private final Bridge bridge;
  private final Server server;
  private final ServerConnector connector;

  /** Starts the service, the bridge and the server, in this order. */
  public Application(int port) throws Exception {
    accounts = new Accounts().start("tcp://127.0.0.1:*");
    bridge =
        Bridge.builder()
            .listenNowhere()
            .endpoint("accounts", SocketType.REQ, accounts.address())
            .build()
            .start();
    server = new Server();
    BridgeHandler handler = bridge.jettyHandler();
    handler.setHandler(pages());
    server.setHandler(handler);
    connector = new ServerConnector(server, handler.http11(new HttpConfiguration()));
    connector.setHost("127.0.0.1");
    connector.setPort(port);
    server.addConnector(connector);
    server.start();
  }

  /** What the application itself answers. */
  private static ResourceHandler pages() {
    ResourceHandler pages = new ResourceHandler();
    pages.setBaseResource(ResourceFactory.of(pages).newClassLoaderResource("static/"));
    return pages;
  }

  /** The port that it listens at. */
  public int port() {
    return connector.getLocalPort();
  }

  /** First the bridge, so that pages are told; then the server, and the service. */
  @Override
  public void close() throws Exception {
    bridge.close();
    server.stop();
    accounts.close();
  }

  public static void main(String[] args) throws Exception {
    Application application = new Application(args.length > 0 ? Integer.parseInt(args[0]) : 8080);
    System.out.println("http://127.0.0.1:" + application.port() + "/");
    application.server.join();
  }
}
