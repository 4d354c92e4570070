package org.zmqwebbridge.demo.service;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/**
 * Pulls plugs on request and puts them back: takes {@code {"pull": "echo", "seconds": 6}} on a REP
 * socket, and publishes what is on and what is off every second and at every change (PUB). Any
 * other order, also {@code {}}, only asks for that state. Owner thread and lifetime: see {@link
 * Service}.
 */
public final class PlugService implements Service {
  private static final Duration PERIOD = Duration.ofSeconds(1);
  private static final double DEFAULT_SECONDS = 6;
  private static final double MIN_SECONDS = 1;
  private static final double MAX_SECONDS = 30;

  private final Gson gson = new Gson();
  private final String orders;
  private final String pulse;
  private final Map<String, Plug> plugs = new LinkedHashMap<>();

  /**
   * @param orders where orders are taken (REP)
   * @param pulse where the state is published (PUB)
   * @param appliances whose plugs may be pulled
   */
  public PlugService(String orders, String pulse, Collection<? extends Appliance> appliances) {
    this.orders = orders;
    this.pulse = pulse;
    appliances.forEach(appliance -> plugs.put(appliance.name(), new Plug(appliance)));
  }

  /** What a page may order; both members are optional. */
  private record Order(String pull, Double seconds) {}

  /** The answer to an order, and what is published. */
  private record State(String error, List<Plug.State> services) {}

  @Override
  public void serve(Sockets sockets, BooleanSupplier running) {
    ZMQ.Socket rep = sockets.bind(SocketType.REP, orders);
    ZMQ.Socket pub = sockets.bind(SocketType.PUB, pulse);
    long due = System.nanoTime();
    while (running.getAsBoolean()) {
      String order = Sockets.receiveLast(rep);
      if (order != null) {
        rep.send(gson.toJson(new State(take(order), states())));
      }
      boolean changed = plugs.values().stream().map(Plug::act).filter(b -> b).count() > 0;
      if (changed || System.nanoTime() - due >= 0) {
        pub.send(gson.toJson(new State(null, states())));
        due = System.nanoTime() + PERIOD.toNanos();
      }
    }
  }

  /** Takes an order; what is wrong with it, or null. */
  private String take(String text) {
    try {
      Order order = gson.fromJson(text, Order.class);
      if (order == null || order.pull() == null) {
        return null;
      }
      Plug plug = plugs.get(order.pull());
      if (plug == null) {
        return "nothing here is called " + order.pull() + "; there is " + plugs.keySet();
      }
      plug.order(seconds(order.seconds()));
      return null;
    } catch (JsonParseException malformed) {
      return "the order is not a JSON object like {\"pull\": \"echo\", \"seconds\": 6}";
    }
  }

  private static Duration seconds(Double asked) {
    double seconds = Objects.requireNonNullElse(asked, DEFAULT_SECONDS);
    double bounded = Math.min(Math.max(seconds, MIN_SECONDS), MAX_SECONDS);
    return Duration.ofMillis(Math.round(bounded * 1_000));
  }

  private List<Plug.State> states() {
    return plugs.values().stream().map(Plug::state).toList();
  }
}
