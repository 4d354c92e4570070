package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.zmqwebbridge.Bridge;
import org.zmqwebbridge.BridgeBuilder;
import org.zmqwebbridge.edge.jetty.BridgeHandler;
import org.zmqwebbridge.observe.Counter;

/**
 * A Jetty server as an application has it, which says what it is asked for, with a bridge in front
 * that has no port of its own.
 *
 * <p>Owner thread: the test's.
 */
final class ApplicationServer implements AutoCloseable {
  private final Bridge bridge;
  private final Server server = new Server();
  private final ServerConnector connector;

  private ApplicationServer(Bridge bridge, Function<BridgeHandler, ConnectionFactory[]> spoken) {
    this.bridge = bridge;
    BridgeHandler handler = bridge.jettyHandler();
    handler.setHandler(new Mirror());
    server.setHandler(handler);
    connector = new ServerConnector(server, spoken.apply(handler));
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
  }

  /** As docs/embedding.md has it. */
  static ApplicationServer start(UnaryOperator<BridgeBuilder> settings) throws Exception {
    return start(
        settings, handler -> new ConnectionFactory[] {handler.http11(new HttpConfiguration())});
  }

  /** With a connector that speaks something else. */
  static ApplicationServer start(
      UnaryOperator<BridgeBuilder> settings, Function<BridgeHandler, ConnectionFactory[]> spoken)
      throws Exception {
    BridgeBuilder builder = Bridge.builder().listenNowhere().drainMillis(0);
    ApplicationServer made = new ApplicationServer(settings.apply(builder).build().start(), spoken);
    try {
      made.server.start();
    } catch (Exception failure) {
      made.close();
      throw failure;
    }
    return made;
  }

  int port() {
    return connector.getLocalPort();
  }

  Bridge bridge() {
    return bridge;
  }

  RawPage page() {
    return RawPage.open(upgrade());
  }

  Upgrade upgrade() {
    return Upgrade.to(Wire.CLEAR, port());
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
      throw new IllegalStateException("the server did not stop", failure);
    }
  }

  /** The application: says the path that it was asked for, and the body. */
  private static final class Mirror extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      String text = Request.getPathInContext(request) + Content.Source.asString(request);
      response.getHeaders().put("Content-Length", text.length());
      response.write(true, ByteBuffer.wrap(text.getBytes(UTF_8)), callback);
      return true;
    }
  }
}
