package org.zmqwebbridge.edge.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.edge.Exchange;
import org.zmqwebbridge.edge.ExchangeHandler;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.edge.ResponseHead;
import org.zmqwebbridge.edge.Route;
import org.zmqwebbridge.kit.Await;

/** A door whose requests are read in parts, and answered as a back end does, when a test says. */
final class PassingDoor extends EchoDialect {
  /** One that has been opened, and what it has heard. */
  static final class Passed implements ExchangeHandler {
    private final Exchange exchange;
    private final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();

    Passed(Exchange exchange) {
      this.exchange = exchange;
    }

    Exchange exchange() {
      return exchange;
    }

    @Override
    public void onOpen() {
      heard.add("open");
    }

    @Override
    public void onBody(byte[] body) {
      heard.add("whole");
    }

    @Override
    public void onPart(byte[] bytes) {
      heard.add(new String(bytes, UTF_8));
    }

    @Override
    public void onBodyEnd(List<HeaderField> trailers) {
      heard.add("end");
    }

    @Override
    public void onGone() {
      heard.add("gone");
    }

    String hear() throws InterruptedException {
      return heard.poll(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** The next part of at most so many bytes. */
    String part(int maxBytes) throws InterruptedException {
      exchange.readPart(maxBytes);
      return hear();
    }
  }

  private final LinkedBlockingQueue<Passed> passed = new LinkedBlockingQueue<>();

  static ResponseHead head(int status, String reason, String... headers) {
    List<HeaderField> fields = new ArrayList<>();
    for (int i = 0; i < headers.length; i += 2) {
      fields.add(new HeaderField(headers[i], headers[i + 1]));
    }
    return new ResponseHead(status, reason, fields);
  }

  @Override
  List<Route> routes() {
    return List.of(
        Route.last(
            (host, path) -> path.startsWith("/p/") ? Optional.of(this::open) : Optional.empty()));
  }

  private Passed open(Exchange exchange) {
    Passed opened = new Passed(exchange);
    passed.add(opened);
    return opened;
  }

  Passed next() throws InterruptedException {
    Passed next = passed.poll(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS);
    next.hear();
    return next;
  }
}
