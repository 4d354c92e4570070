package org.zmqwebbridge.demo.service;

import com.google.gson.Gson;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/**
 * Publishes made-up prices of four symbols, one quote every 50 ms (PUB), each as its symbol, which
 * is the topic, and the {@link Quote}. Owner thread and lifetime: see {@link Service}.
 */
public final class QuotesService implements Service {
  /** What is quoted, in this order, over and over. */
  public static final List<String> SYMBOLS = List.of("NOVA", "TIDE", "ORBIT", "EMBER");

  private static final long PERIOD_MILLIS = 50;
  private static final double OPENING_PRICE = 100;
  private static final double STEP = 0.35;
  private static final double PULL_HOME = 0.004;

  private final Gson gson = new Gson();
  private final String address;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Map<String, Double> prices = new LinkedHashMap<>();

  public QuotesService(String address, InstantSource clock, RandomGenerator random) {
    this.address = address;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public void serve(Sockets sockets, BooleanSupplier running) {
    ZMQ.Socket pub = sockets.bind(SocketType.PUB, address);
    Beat beat = new Beat(PERIOD_MILLIS);
    for (long n = 1; beat.next(running); n++) {
      Quote quote = quote(n);
      pub.sendMore(quote.symbol());
      pub.send(gson.toJson(quote));
    }
  }

  private Quote quote(long n) {
    String symbol = SYMBOLS.get((int) (n % SYMBOLS.size()));
    double last = prices.getOrDefault(symbol, OPENING_PRICE);
    double drift = (OPENING_PRICE - last) * PULL_HOME;
    double price = cents(Math.max(1, last + drift + random.nextGaussian() * STEP));
    prices.put(symbol, price);
    return new Quote(symbol, price, cents(price - last), n, clock.millis());
  }

  private static double cents(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
