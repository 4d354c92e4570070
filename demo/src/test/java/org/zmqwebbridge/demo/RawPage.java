package org.zmqwebbridge.demo;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A page that knows only the frames of docs/protocol/PROTOCOL.md.
 *
 * <p>Owner thread: the test's; frames arrive on the HTTP client's. Lifetime: until {@link #close}.
 */
final class RawPage implements AutoCloseable, WebSocket.Listener {
  private static final int PATIENCE_SECONDS = 10;

  private final Map<String, BlockingQueue<JsonObject>> frames = new ConcurrentHashMap<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final StringBuilder part = new StringBuilder();
  private WebSocket socket;

  private RawPage() {}

  static RawPage open(String pages) {
    RawPage page = new RawPage();
    URI uri = URI.create(pages.replaceFirst("^http", "ws") + "data");
    page.socket = HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(uri, page).join();
    return page;
  }

  /** Tries until the bridge is there. */
  static RawPage openWhenThere(String pages) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (true) {
      try {
        return open(pages);
      } catch (CompletionException notYet) {
        if (System.nanoTime() - end > 0) {
          throw new IOException("no bridge at " + pages, notYet);
        }
      }
    }
  }

  /** Connects a virtual socket; the content of the connection_reply. */
  JsonObject connect(String identity, String endpoint, int type, String fields) {
    JsonObject frame = new JsonObject();
    frame.addProperty("identity", identity);
    frame.addProperty("msg_type", "connect");
    frame.addProperty(
        "content",
        "{\"zmq_conn_string\":\"" + endpoint + "\",\"socket_type\":" + type + fields + "}");
    socket.sendText(frame.toString(), true).join();
    return JsonParser.parseString(content(identity)).getAsJsonObject();
  }

  void send(String identity, String content) {
    JsonObject frame = new JsonObject();
    frame.addProperty("identity", identity);
    frame.addProperty("content", content);
    socket.sendText(frame.toString(), true).join();
  }

  /** The content of the next frame for a virtual socket. */
  String content(String identity) {
    try {
      JsonObject frame = queue(identity).poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertNotNull(frame, "nothing came for " + identity);
      return frame.get("content").getAsString();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** The code with which the bridge closes the connection. */
  int closeCode() {
    return closed.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  @Override
  public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
    part.append(data);
    if (last) {
      JsonObject frame = JsonParser.parseString(part.toString()).getAsJsonObject();
      part.setLength(0);
      queue(frame.get("identity").getAsString()).add(frame);
    }
    webSocket.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
    closed.complete(statusCode);
    return null;
  }

  @Override
  public void close() {
    socket.abort();
  }

  private BlockingQueue<JsonObject> queue(String identity) {
    return frames.computeIfAbsent(identity, name -> new LinkedBlockingQueue<>());
  }
}
