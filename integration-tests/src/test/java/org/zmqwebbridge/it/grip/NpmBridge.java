package org.zmqwebbridge.it.grip;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.zmqwebbridge.edge.Served;
import org.zmqwebbridge.grip.GripConfig;
import org.zmqwebbridge.grip.RouteLine;
import org.zmqwebbridge.grip.RouteOptions;
import org.zmqwebbridge.grip.RouteTable;
import org.zmqwebbridge.grip.Signatures;
import org.zmqwebbridge.it.PythonPeer;
import org.zmqwebbridge.it.TestBridge;
import org.zmqwebbridge.kit.Await;

/**
 * A bridge in front of an origin that is made of npm's GRIP libraries, and its clients.
 *
 * <p>Owner thread: the test's. Lifetime: until {@link #close}.
 */
public final class NpmBridge implements AutoCloseable {
  private static final String CONTROL = "grip-control";

  private final PythonPeer origin;
  private final TestBridge bridge;

  /**
   * @param signed the key that the bridge signs with; empty: it does not
   * @param believed the key that the origin believes; {@code -}: it asks for none
   */
  public NpmBridge(Optional<String> signed, String believed) {
    origin = PythonPeer.startNode("grip_origin", believed);
    String address = origin.address().substring("tcp://".length());
    RouteTable routes =
        new RouteTable(RouteLine.read("* " + address + ",over_http").stream().toList());
    Signatures signatures =
        new Signatures(
            signed.map(key -> new RouteOptions.Signature("pushpin", key)), Optional.empty());
    bridge =
        TestBridge.start(
            builder ->
                builder
                    .serves(Set.of(Served.HTTP))
                    .listener(CONTROL, "127.0.0.1:0", false, Set.of(Served.GRIP_CONTROL))
                    .grip(GripConfig.of(routes).answeringAll().with(signatures)));
    origin.say("control http://127.0.0.1:" + bridge.bridge().port(CONTROL));
    origin.expect("ready");
  }

  public TestBridge bridge() {
    return bridge;
  }

  public String url(String path) {
    return "http://127.0.0.1:" + bridge.port() + path;
  }

  /** Waits until so many channels are heard. */
  public void awaitChannels(int count) {
    GripBridge.awaitChannels(bridge, count);
  }

  public HttpURLConnection open(String path) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) URI.create(url(path)).toURL().openConnection();
      connection.setConnectTimeout(Await.DEADLINE_MILLIS);
      connection.setReadTimeout(Await.DEADLINE_MILLIS);
      return connection;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks the origin, through the bridge, to publish. */
  public void say(String path, String text) {
    try {
      HttpURLConnection connection = open(path);
      connection.setDoOutput(true);
      connection.setRequestProperty("Content-Type", "text/plain");
      connection.getOutputStream().write(text.getBytes(UTF_8));
      String said = lines(connection).readLine();
      if (!"said".equals(said)) {
        throw new AssertionError("the origin could not publish: " + said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static BufferedReader lines(HttpURLConnection connection) throws IOException {
    return new BufferedReader(new InputStreamReader(connection.getInputStream(), UTF_8));
  }

  @Override
  public void close() {
    bridge.close();
    origin.close();
  }
}
