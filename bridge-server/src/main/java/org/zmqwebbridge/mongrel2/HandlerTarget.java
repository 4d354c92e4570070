package org.zmqwebbridge.mongrel2;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Locale;
import org.zmqwebbridge.edge.websocket.HandshakeKey;
import org.zmqwebbridge.http1.HttpHead;
import org.zmqwebbridge.mongrel2.config.Mongrel2Limits;
import org.zmqwebbridge.mongrel2.config.Mongrel2Setting;
import org.zmqwebbridge.mongrel2.routing.Route;
import org.zmqwebbridge.mongrel2.wire.HeaderBlock;
import org.zmqwebbridge.observe.Counter;

/**
 * A route that leads to handlers.
 *
 * <p>Owner thread: the one that reads.
 */
final class HandlerTarget implements Target {
  private static final byte[] NOTHING = {};
  private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(US_ASCII);
  private static final int BAD_REQUEST = 400;
  private static final int TOO_LARGE = 413;

  private final HandlerPair handlers;
  private final Server server;

  HandlerTarget(HandlerPair handlers, Server server) {
    this.handlers = handlers;
    this.server = server;
  }

  HandlerPair handlers() {
    return handlers;
  }

  @Override
  public void take(Client client, HttpHead head, Route<Target> route) {
    Mongrel2Limits limits = server.limits();
    HeaderBlock headers =
        RequestHeaders.of(
            head, client, route.pattern(), handlers, limits.flag(Mongrel2Setting.NO_CLOBBER_XFF));
    if (asksForWebSocket(head)) {
      open(client, head, headers);
      return;
    }
    headers.add("METHOD", head.method());
    server.access().handled(client, head);
    Ask ask = new Ask(client, handlers, head.path(), headers);
    if (head.bodyBytes() == 0) {
      ask.tell(NOTHING);
    } else if (head.bodyBytes() > 0 && head.bodyBytes() <= limits.contentBytes()) {
      goOn(client, head);
      client.become(new BodyInput(ask, (int) head.bodyBytes()));
    } else {
      upload(client, head, ask);
    }
  }

  private static void goOn(Client client, HttpHead head) {
    if (head.expectsContinue()) {
      client.connection().send(CONTINUE.clone());
    }
  }

  private void upload(Client client, HttpHead head, Ask ask) {
    Mongrel2Limits limits = server.limits();
    if (limits.flag(Mongrel2Setting.UPLOAD_STREAM)) {
      goOn(client, head);
      client.become(new StreamInput(ask, head.bodyBytes()));
    } else if (limits.uploadTempStore().isPresent()) {
      goOn(client, head);
      client.become(new UploadInput(ask, head.bodyBytes(), server.uploads()));
    } else {
      server.counters().increment(Counter.MONGREL2_MALFORMED);
      client.refuse(TOO_LARGE);
      client.saysGone(handlers);
    }
  }

  // WebSockets

  private void open(Client client, HttpHead head, HeaderBlock headers) {
    if (head.bodyBytes() != 0) { // is that a body, or are these frames?
      server.counters().increment(Counter.MONGREL2_MALFORMED);
      client.refuse(BAD_REQUEST);
      return;
    }
    server.access().handled(client, head);
    String accept = HandshakeKey.accept(head.header("sec-websocket-key"));
    Ask ask = new Ask(client, handlers, head.path(), headers);
    client.become(new FrameInput(ask, server.limits()));
    ask.with(headers.copy().add("METHOD", "WEBSOCKET_HANDSHAKE")).tell(accept.getBytes(US_ASCII));
  }

  /** Whether a request asks for a WebSocket, as theirs takes it. */
  static boolean asksForWebSocket(HttpHead head) {
    String upgrade = head.header("upgrade");
    String connection = head.header("connection");
    return upgrade != null
        && upgrade.equalsIgnoreCase("websocket")
        && connection != null
        && connection.toLowerCase(Locale.ROOT).contains("upgrade")
        && head.header("sec-websocket-key") != null
        && head.header("sec-websocket-version") != null
        && head.header("host") != null;
  }
}
