package org.zmqwebbridge.edge.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.edge.Printable;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.observe.LineKind;

/**
 * Every HTTP answer of the listener for browsers that is a refusal: counted, said in the log and
 * written here, and nowhere else. Nothing of the request, of an exception or of the server is in
 * its body, as it would be in Jetty's own pages.
 *
 * <p>Owner thread: Jetty's, or the one that brings a hook's answer.
 */
final class Refusals {
  private static final Logger log = LoggerFactory.getLogger(Refusals.class);

  private final Counters counters;
  private final Function<Request, Object> from;

  /**
   * @param from whom a request is from, for the log
   */
  Refusals(Counters counters, Function<Request, Object> from) {
    this.counters = counters;
    this.from = from;
  }

  /**
   * Refuses a request.
   *
   * @param text the body, without its line feed
   * @param why for the log: what was wrong; text of strangers in it is printable and cut
   */
  void refuse(HttpCall exchange, int status, String text, Counter counter, String why) {
    count(from.apply(exchange.request()), status, counter, why);
    answer(exchange, status, text);
  }

  /**
   * Counts a refusal and says it; somebody else writes it.
   *
   * @param client who is refused
   */
  void count(Object client, int status, Counter counter, String why) {
    counters.increment(counter);
    boolean foreign =
        counter == Counter.HANDSHAKES_REFUSED_ORIGIN || counter == Counter.EXCHANGES_REFUSED_ORIGIN;
    say(client, status, why, foreign ? LineKind.ORIGIN_REFUSED : LineKind.REQUEST_REFUSED);
  }

  /**
   * The line of a refusal. What is not there is asked for by every browser (an icon) and every
   * scanner: it is counted, and said only to those who look for it.
   */
  private void say(Object client, int status, String why, LineKind kind) {
    if (status == HttpStatus.NOT_FOUND_404) {
      log.debug("request refused with {}: {}, from {}", status, why, client);
    } else {
      counters.line(
          kind,
          more -> log.info("request refused with {}: {}, from {}{}", status, why, client, more));
    }
  }

  /** What a line may call the target of a request. */
  static String target(HttpCall exchange) {
    return exchange.request().getMethod()
        + " "
        + Printable.cut(String.valueOf(exchange.request().getHttpURI().getPath()));
  }

  /** Writes an answer whose refusal has been counted and said already. */
  static void answer(HttpCall exchange, int status, String text) {
    exchange.response().setStatus(status);
    exchange.response().getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
    exchange.response().getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    exchange.response().getHeaders().put("X-Content-Type-Options", "nosniff");
    if (!exchange.request().consumeAvailable()) { // what is left of it hides the next request
      exchange.response().getHeaders().put(HttpHeader.CONNECTION, "close");
    }
    ByteBuffer body = ByteBuffer.wrap((text + "\n").getBytes(UTF_8));
    exchange.response().write(true, body, exchange.callback());
  }
}
