package org.zmqwebbridge.demo.mongrel2;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import org.zmqwebbridge.handler.Mongrel2Handler;
import org.zmqwebbridge.handler.Mongrel2Request;

/** What the demo's handlers answer alike. No state. */
final class Answers {
  private Answers() {}

  /** A text, as HTTP. */
  static void text(Mongrel2Handler handler, Mongrel2Request request, String status, String text) {
    handler.replyHttp(
        request, status, Map.of("Content-Type", "text/plain; charset=utf-8"), text.getBytes(UTF_8));
  }

  /** A JSON text, as HTTP. */
  static void json(Mongrel2Handler handler, Mongrel2Request request, String status, String json) {
    handler.replyHttp(
        request, status, Map.of("Content-Type", "application/json"), json.getBytes(UTF_8));
  }

  /** Opens a WebSocket for a page of this server, and for no page of another; whether it did. */
  static boolean accepts(Mongrel2Handler handler, Mongrel2Request request) {
    String origin = request.header("origin");
    String own = request.header("URL_SCHEME") + "://" + request.header("host");
    if (origin.isEmpty() || origin.equals(own)) {
      handler.accept(request);
      return true;
    }
    text(handler, request, "403 Forbidden", "a page of " + origin + " may not come in\n");
    handler.kill(request);
    return false;
  }

  /** Ends a WebSocket whose client has said that it ends. */
  static void goodbye(Mongrel2Handler handler, Mongrel2Request request) {
    handler.reply(request, Mongrel2Handler.frame(Mongrel2Handler.CLOSE, request.body()));
    handler.kill(request);
  }
}
