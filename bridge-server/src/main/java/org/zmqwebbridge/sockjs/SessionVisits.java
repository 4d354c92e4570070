package org.zmqwebbridge.sockjs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Pattern;
import org.zmqwebbridge.edge.Exchange;
import org.zmqwebbridge.edge.ExchangeHandler;
import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.edge.Query;
import org.zmqwebbridge.edge.RequestHead;

/** Which visit a request of a session is. */
final class SessionVisits {
  private static final Pattern CALLBACK = Pattern.compile("[a-zA-Z0-9_.]{1,128}");

  private SessionVisits() {}

  static ExchangeHandler open(
      Exchange exchange, SockjsPath.OfSession asked, SockjsService service) {
    RequestHead head = exchange.head();
    Transport transport = asked.transport();
    if (head.method().equals("OPTIONS")) {
      return new Told(exchange, null, "OPTIONS, " + transport.method());
    }
    if (!head.method().equals(transport.method())) {
      return new Told(exchange, HttpAnswer.text(405, "Use " + transport.method() + "."), "");
    }
    if (!transport.receives()) {
      return transport == Transport.WEBSOCKET
          ? new Told(exchange, HttpAnswer.text(400, "Can \"Upgrade\" only to \"WebSocket\"."), "")
          : new SendVisit(exchange, asked, service);
    }
    String callback = "";
    if (transport.hasCallback()) {
      callback = callback(head.query());
      if (callback.isEmpty()) {
        return new Told(exchange, HttpAnswer.text(500, "\"callback\" parameter required"), "");
      }
      if (!CALLBACK.matcher(callback).matches()) {
        return new Told(exchange, HttpAnswer.text(500, "invalid \"callback\" parameter"), "");
      }
    }
    return new ReceiveVisit(exchange, asked, callback, service);
  }

  private static String callback(String query) {
    return Query.first(query, "c")
        .or(() -> Query.first(query, "callback"))
        .map(bytes -> new String(bytes, UTF_8))
        .orElse("");
  }

  /**
   * What is answered at once.
   *
   * @param answer {@code null}: to a browser that asks whether it may ask
   * @param methods that it may use then
   */
  private record Told(Exchange exchange, HttpAnswer answer, String methods)
      implements ExchangeHandler {
    @Override
    public void onOpen() {
      boolean unused =
          answer == null
              ? exchange.reply(SockjsReplies.preflight(methods, exchange.head()), new byte[0])
              : exchange.answer(answer);
    }

    @Override
    public void onBody(byte[] body) {
      // none is read
    }

    @Override
    public void onGone() {
      // nothing waits for it
    }
  }
}
