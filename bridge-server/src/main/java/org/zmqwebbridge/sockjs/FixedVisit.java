package org.zmqwebbridge.sockjs;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.CRC32;
import org.zmqwebbridge.edge.Exchange;
import org.zmqwebbridge.edge.ExchangeHandler;
import org.zmqwebbridge.edge.RequestHead;
import org.zmqwebbridge.edge.ResponseHead;

/**
 * A request that is answered alike to all: the greeting, what the service can do, the page of
 * frames.
 *
 * <p>Owner thread: the edge's.
 *
 * @param asked what for; {@code null}: there is nothing
 * @param script where {@code sockjs.js} is
 */
record FixedVisit(Exchange exchange, SockjsPath asked, String script) implements ExchangeHandler {
  private static final byte[] NOTHING = {};
  private static final String INFO =
      "{\"websocket\":true,\"origins\":[\"*:*\"],\"cookie_needed\":false,\"entropy\":%d}";

  @Override
  public void onOpen() {
    RequestHead head = exchange.head();
    boolean gets = head.method().equals("GET") || head.method().equals("HEAD");
    if (asked instanceof SockjsPath.Info && head.method().equals("OPTIONS")) {
      reply(SockjsReplies.preflight("OPTIONS, GET", head), NOTHING);
    } else if (asked == null || (asked instanceof SockjsPath.RawSocket && !gets)) {
      reply(ResponseHead.of(404, SockjsReplies.PLAIN), SockjsService.bytes("Not found.\n"));
    } else if (!gets) {
      reply(
          ResponseHead.of(405, SockjsReplies.PLAIN).with("Allow", "GET"),
          SockjsService.bytes("Use GET.\n"));
    } else {
      get(head);
    }
  }

  private void get(RequestHead head) {
    if (asked instanceof SockjsPath.Greeting) {
      reply(ResponseHead.of(200, SockjsReplies.PLAIN), SockjsService.bytes("Welcome to SockJS!\n"));
    } else if (asked instanceof SockjsPath.Info) {
      String info = INFO.formatted(Integer.toUnsignedLong(ThreadLocalRandom.current().nextInt()));
      reply(
          SockjsReplies.fresh(200, "application/json; charset=UTF-8", head),
          SockjsService.bytes(info));
    } else if (asked instanceof SockjsPath.Iframe && script.isEmpty()) {
      reply(
          ResponseHead.of(404, SockjsReplies.PLAIN),
          SockjsService.bytes("Frames need a script: the service names none.\n"));
    } else if (asked instanceof SockjsPath.Iframe) {
      iframe(head);
    } else {
      reply(
          ResponseHead.of(400, SockjsReplies.PLAIN),
          SockjsService.bytes("Can \"Upgrade\" only to \"WebSocket\".\n"));
    }
  }

  private void iframe(RequestHead head) {
    byte[] page = SockjsReplies.iframe(script);
    CRC32 sum = new CRC32();
    sum.update(page);
    String tag = "\"" + Long.toHexString(sum.getValue()) + "\"";
    boolean isKnown =
        head.header("if-none-match")
                .map(known -> known.getBytes(StandardCharsets.ISO_8859_1).length > 0)
                .orElse(false)
            && head.header("if-none-match").get().contains(tag);
    reply(SockjsReplies.kept(isKnown ? 304 : 200, tag), isKnown ? NOTHING : page);
  }

  private void reply(ResponseHead head, byte[] body) {
    boolean unused = exchange.reply(head, body);
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
