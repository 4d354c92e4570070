package org.zmqwebbridge.edge.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.edge.ByteStream;
import org.zmqwebbridge.edge.Exchange;
import org.zmqwebbridge.edge.ExchangeHandler;
import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.edge.Route;
import org.zmqwebbridge.edge.StreamHandler;
import org.zmqwebbridge.kit.Await;

/** A door whose requests are held until the test answers them. */
final class HoldingDoor extends EchoDialect {
  static final int MAX_BODY_BYTES = 1000;

  /** One that has been opened, and what it has heard. */
  static final class Held implements ExchangeHandler, StreamHandler {
    private final Exchange exchange;
    private final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();

    Held(Exchange exchange) {
      this.exchange = exchange;
    }

    Exchange exchange() {
      return exchange;
    }

    @Override
    public void onOpen() {
      exchange.readBody(MAX_BODY_BYTES);
    }

    @Override
    public void onBody(byte[] body) {
      heard.add(new String(body, UTF_8));
    }

    @Override
    public void onLate() {
      heard.add("late");
    }

    @Override
    public void onGone() {
      heard.add("gone");
    }

    @Override
    public void onTick(long nanoTime) {}

    @Override
    public void onClosed() {
      heard.add("closed");
    }

    String hear() throws InterruptedException {
      return heard.poll(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS);
    }

    void answer(String text) {
      assertTrue(exchange.answer(HttpAnswer.text(200, text)));
    }

    ByteStream stream() {
      return exchange.stream(HttpAnswer.text(200, ""), this);
    }
  }

  private final LinkedBlockingQueue<Held> held = new LinkedBlockingQueue<>();

  @Override
  List<Route> routes() {
    return List.of(Route.below("/d/", List.of("POST", "GET"), this::open));
  }

  private Held open(Exchange exchange) {
    Held opened = new Held(exchange);
    held.add(opened);
    return opened;
  }

  Held next() throws InterruptedException {
    return held.poll(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS);
  }
}
