package org.zmqwebbridge.spring;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What a page sends and hears on the original wire, one virtual socket called {@code page}.
 *
 * <p>Owner thread: the test's.
 */
final class Page implements AutoCloseable, WebSocket.Listener {
  private static final int REQ = 3;
  private static final int PATIENCE_SECONDS = 20;

  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final StringBuilder part = new StringBuilder();
  private final WebSocket webSocket;

  Page(String uri) {
    webSocket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(URI.create(uri), this)
            .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
            .join();
  }

  /** The status that a page of an Origin is refused with; 0: it is let in. */
  static int refusal(String uri, String origin) {
    try {
      HttpClient.newHttpClient()
          .newWebSocketBuilder()
          .header("Origin", origin)
          .buildAsync(URI.create(uri), new WebSocket.Listener() {})
          .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
          .join()
          .abort();
      return 0;
    } catch (CompletionException failure) {
      return ((WebSocketHandshakeException) failure.getCause()).getResponse().statusCode();
    }
  }

  /** The code that it was closed with, once it is. */
  int closeCode() {
    return closed.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  /** Connects the socket to an endpoint, and returns the status of the answer. */
  String connect(String endpoint) throws InterruptedException {
    JsonObject content = new JsonObject();
    content.addProperty("zmq_conn_string", endpoint);
    content.addProperty("socket_type", REQ);
    return content("connect", content).get("status").getAsString();
  }

  /** Sends a request, and returns its reply. */
  JsonObject request(String json) throws InterruptedException {
    return content("userlevel", JsonParser.parseString(json).getAsJsonObject());
  }

  private JsonObject content(String type, JsonObject content) throws InterruptedException {
    JsonObject frame = new JsonObject();
    frame.addProperty("identity", "page");
    frame.addProperty("content", content.toString());
    frame.addProperty("msg_type", type);
    webSocket.sendText(frame.toString(), true).join();
    String answer = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (answer == null) {
      throw new AssertionError("nothing came back to " + frame);
    }
    JsonObject outer = JsonParser.parseString(answer).getAsJsonObject();
    return JsonParser.parseString(outer.get("content").getAsString()).getAsJsonObject();
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
    part.append(text);
    if (last) {
      heard.add(part.toString());
      part.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closed.complete(code);
    return null;
  }

  @Override
  public void close() {
    webSocket.abort();
  }
}
