package org.zmqwebbridge.sockjs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.List;
import java.util.Optional;
import org.zmqwebbridge.edge.Exchange;
import org.zmqwebbridge.edge.ExchangeHandler;
import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.json.MalformedTextException;

/**
 * A request by which a session's client sends messages.
 *
 * <p>Owner thread: the edge's.
 */
final class SendVisit implements ExchangeHandler {
  private static final String FORM = "d=";

  private final Exchange exchange;
  private final SockjsPath.OfSession asked;
  private final SockjsService service;

  SendVisit(Exchange exchange, SockjsPath.OfSession asked, SockjsService service) {
    this.exchange = exchange;
    this.asked = asked;
    this.service = service;
  }

  @Override
  public void onOpen() {
    exchange.readBody(service.limits().maxMessageBytes());
  }

  @Override
  public void onBody(byte[] body) {
    Optional<SockjsSession> session = service.sessions().find(asked.session());
    String payload = payload(new String(body, UTF_8));
    if (session.isEmpty()) {
      refuse(404, "There is no such session.");
    } else if (payload.isEmpty()) {
      refuse(500, "Payload expected.");
    } else if (session.get().isFull()) {
      refuse(503, "Its messages are not taken fast enough; try again later.");
    } else {
      send(session.get(), payload);
    }
  }

  private void refuse(int status, String text) {
    boolean unused =
        exchange.reply(
            SockjsReplies.fresh(status, SockjsReplies.PLAIN, exchange.head()),
            SockjsService.bytes(text));
  }

  /** The form of a page, or the body as it is. */
  private String payload(String body) {
    boolean isForm =
        asked.transport() == Transport.JSONP_SEND
            && exchange
                .head()
                .header("content-type")
                .map(type -> type.startsWith("application/x-www-form-urlencoded"))
                .orElse(false);
    if (!isForm) {
      return body;
    }
    try {
      return body.startsWith(FORM) ? URLDecoder.decode(body.substring(FORM.length()), UTF_8) : "";
    } catch (IllegalArgumentException none) {
      return "";
    }
  }

  private void send(SockjsSession session, String payload) {
    List<String> texts;
    try {
      texts = SockjsText.sent(payload);
    } catch (MalformedTextException none) {
      refuse(500, "Broken JSON encoding.");
      return;
    }
    session.sent(texts);
    boolean isForm = asked.transport() == Transport.JSONP_SEND;
    boolean unused =
        exchange.reply(
            SockjsReplies.fresh(isForm ? 200 : 204, SockjsReplies.PLAIN, exchange.head()),
            isForm ? SockjsService.bytes("ok") : new byte[0]);
  }

  @Override
  public void onLate() {
    boolean unused = exchange.answer(HttpAnswer.text(503, "Try again later."));
  }

  @Override
  public void onGone() {
    // what it has sent is sent
  }
}
