package org.zmqwebbridge.demo.blastbeat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import java.util.Map;
import org.zmqwebbridge.node.BlastbeatNode;
import org.zmqwebbridge.node.NodeMessage;

/**
 * All that a node of the demo does: the page and its files, a greeting, one drink, uploads, and the
 * WebSockets of pages.
 *
 * <p>Owner thread: its node's.
 */
final class SiteWork {
  private static final Gson JSON = new Gson();
  private static final Map<String, String> TEXT =
      Map.of("Content-Type", "text/plain; charset=utf-8");

  private final BlastbeatNode node;
  private final String name;
  private final String drink;
  private final SiteFiles files;
  private final Rooms rooms;
  private final Uploads uploads;
  private int said;

  /**
   * @param name the node's identity
   * @param drink what it brews; for another one the request goes to another node
   */
  SiteWork(BlastbeatNode node, String name, String drink, SiteFiles files) {
    this.node = node;
    this.name = name;
    this.drink = drink;
    this.files = files;
    this.rooms = new Rooms(node, name);
    this.uploads = new Uploads(node, name);
  }

  void onMessage(NodeMessage message) {
    switch (message.type()) {
      case "uwsgi" -> onRequest(message);
      case "body" -> uploads.onBody(message);
      case "websocket" -> rooms.onText(message);
      case "end" -> {
        rooms.onEnd(message.session());
        uploads.onEnd(message.session());
      }
      default -> {} // msg, spawn, and what later servers say
    }
  }

  private void onRequest(NodeMessage request) {
    String path = request.variable("PATH_INFO");
    if (request.isWebSocket()) {
      rooms.onOpen(request);
    } else if (path.equals("/upload") && request.variable("REQUEST_METHOD").equals("POST")) {
      uploads.onRequest(request);
    } else if (path.equals("/hello")) {
      hello(request);
    } else if (path.startsWith("/brew/")) {
      brew(request, path.substring("/brew/".length()));
    } else {
      files.answer(node, request, path);
    }
  }

  /** Ends its connection, so that the next one goes to the node that has the least to do. */
  private void hello(NodeMessage request) {
    said++;
    Map<String, String> headers =
        Map.of("Content-Type", "text/plain; charset=utf-8", "Connection", "close");
    text(request, headers, "Hello from %s in Java: greeting %d\n".formatted(name, said));
    node.end(request.session());
  }

  private void brew(NodeMessage request, String wanted) {
    if (wanted.equals(drink)) {
      text(request, TEXT, name + " has brewed " + drink + ".\n");
    } else if (wanted.equals("tea") || wanted.equals("coffee")) {
      String event = JSON.toJson(Map.of("type", "retry", "node", name, "path", "/brew/" + wanted));
      node.toGroup(request.session(), "news", event);
      node.retry(request.session());
    } else {
      node.answer(request, "404 Not Found", TEXT, "tea and coffee, nothing else\n".getBytes(UTF_8));
    }
  }

  private void text(NodeMessage request, Map<String, String> headers, String text) {
    node.answer(request, "200 OK", headers, text.getBytes(UTF_8));
  }
}
