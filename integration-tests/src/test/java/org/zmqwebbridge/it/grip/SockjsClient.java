package org.zmqwebbridge.it.grip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import org.zmqwebbridge.it.RawPage;
import org.zmqwebbridge.it.TestBridge;
import org.zmqwebbridge.kit.Await;

/**
 * A client of SockJS 0.3 that is written for these tests, by one transport.
 *
 * <p>Owner thread: the test's.
 */
final class SockjsClient implements AutoCloseable {
  /** How its frames come. */
  enum Transport {
    XHR("xhr", "xhr_send"),
    XHR_STREAMING("xhr_streaming", "xhr_send"),
    EVENTSOURCE("eventsource", "xhr_send"),
    HTMLFILE("htmlfile?c=callback", "xhr_send"),
    JSONP("jsonp?c=callback", "jsonp_send"),
    WEBSOCKET("websocket", "");

    private final String receives;
    private final String sends;

    Transport(String receives, String sends) {
      this.receives = receives;
      this.sends = sends;
    }

    private boolean isPoll() {
      return this == XHR || this == JSONP;
    }

    /** What is asked for after the path, which the origin is told as it is. */
    String query() {
      return receives.substring(
          receives.indexOf('?') < 0 ? receives.length() : receives.indexOf('?'));
    }

    private String method() {
      return this == XHR || this == XHR_STREAMING ? "POST" : "GET";
    }
  }

  private static final Gson GSON = new Gson();

  private final TestBridge bridge;
  private final String session;
  private final Transport transport;
  private BufferedReader stream; // null: none is open
  private RawPage page; // null: it is by HTTP

  /**
   * @param path of its session, for example {@code /sockjs/000/a}
   */
  SockjsClient(TestBridge bridge, String path, Transport transport) {
    this.bridge = bridge;
    this.session = path + "/";
    this.transport = transport;
  }

  /** The status of its first request, where that is refused. */
  int refused() throws IOException {
    return transport == Transport.WEBSOCKET
        ? bridge.upgrade().target(session + transport.receives).status()
        : open(transport.method(), transport.receives).getResponseCode();
  }

  private HttpURLConnection open(String method, String rest) throws IOException {
    URI uri = URI.create("http://127.0.0.1:" + bridge.port() + session + rest);
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setRequestMethod(method);
    connection.setConnectTimeout(Await.DEADLINE_MILLIS);
    connection.setReadTimeout(Await.DEADLINE_MILLIS);
    return connection;
  }

  private BufferedReader receive() throws IOException {
    HttpURLConnection connection = open(transport.method(), transport.receives);
    return new BufferedReader(new InputStreamReader(connection.getInputStream(), UTF_8));
  }

  /** The next frame: {@code o}, {@code a[…]} or {@code c[…]}. */
  String frame() {
    try {
      if (transport == Transport.WEBSOCKET) {
        page = page == null ? RawPage.open(bridge.upgrade().target(session + "websocket")) : page;
        return page.nextText();
      }
      if (!transport.isPoll()) {
        stream = stream == null ? receive() : stream;
        return frame(stream);
      }
      try (BufferedReader poll = receive()) {
        return frame(poll);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next line with a frame in it. */
  private String frame(BufferedReader lines) throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String found =
          switch (transport) {
            case JSONP -> inside(line, "/**/callback(", ");");
            case HTMLFILE -> inside(line, "p(", ");");
            case EVENTSOURCE -> line.startsWith("data: ") ? line.substring(6) : "";
            default -> line.startsWith("h") ? "" : line; // what browsers' buffers are filled with
          };
      if (!found.isEmpty()) {
        return found;
      }
    }
    return "(the end)";
  }

  private static String inside(String line, String before, String after) {
    boolean isOne = line.startsWith(before + "\"") && line.endsWith("\"" + after);
    return isOne
        ? GSON.fromJson(
            line.substring(before.length(), line.length() - after.length()), String.class)
        : "";
  }

  /** Sends a message. */
  void send(String text) {
    String frame = GSON.toJson(new String[] {text});
    if (transport == Transport.WEBSOCKET) {
      page.send(frame);
      return;
    }
    try {
      HttpURLConnection connection = open("POST", transport.sends);
      connection.setDoOutput(true);
      boolean isForm = transport == Transport.JSONP;
      connection.setRequestProperty(
          "Content-Type", isForm ? "application/x-www-form-urlencoded" : "text/plain");
      String body = isForm ? "d=" + URLEncoder.encode(frame, UTF_8) : frame;
      connection.getOutputStream().write(body.getBytes(UTF_8));
      int status = connection.getResponseCode();
      assertTrue(status == (isForm ? 200 : 204), "status " + status);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      if (stream != null) {
        stream.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (page != null) {
      page.cut();
    }
  }
}
