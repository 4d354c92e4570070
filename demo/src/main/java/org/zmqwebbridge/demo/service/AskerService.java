package org.zmqwebbridge.demo.service;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonSyntaxException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/**
 * Asks a question on request: takes {@code {"name": …, "question": …}} on a REP socket, sends
 * {@code [question, name]} from a REQ socket to the address it was given, and answers with what
 * came back. That the one who answers is a web page, it does not know. Owner thread and lifetime:
 * see {@link Service}.
 */
public final class AskerService implements Service {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Gson gson = new Gson();
  private final String address;
  private final String asked;

  /**
   * @param address where orders to ask are taken
   * @param asked where the questions go
   */
  public AskerService(String address, String asked) {
    this.address = address;
    this.asked = asked;
  }

  /** An order to ask. */
  private record Order(String name, String question) {}

  @Override
  public void serve(Sockets sockets, BooleanSupplier running) {
    ZMQ.Socket rep = sockets.bind(SocketType.REP, address);
    while (running.getAsBoolean()) {
      String order = Sockets.receiveLast(rep);
      if (order != null) {
        rep.send(answer(order, sockets, running));
      }
    }
  }

  private String answer(String text, Sockets sockets, BooleanSupplier running) {
    try {
      Order order = gson.fromJson(text, Order.class);
      if (order == null || order.name() == null || order.question() == null) {
        return error("say whom to ask and what: {\"name\": …, \"question\": …}");
      }
      return ask(order, sockets, running);
    } catch (JsonSyntaxException malformed) {
      return error("the order is not a JSON object");
    }
  }

  private String ask(Order order, Sockets sockets, BooleanSupplier running) {
    try (ZMQ.Socket req = sockets.connect(SocketType.REQ, asked)) {
      long start = System.nanoTime();
      req.sendMore(order.question());
      req.send(order.name());
      while (running.getAsBoolean() && System.nanoTime() - start < PATIENCE.toNanos()) {
        String answer = Sockets.receiveLast(req);
        if (answer != null) {
          return answered(answer, System.nanoTime() - start);
        }
      }
      return error("no answer from " + order.name() + " within " + PATIENCE.toSeconds() + " s");
    }
  }

  private String answered(String answer, long nanos) {
    JsonObject json = new JsonObject();
    json.addProperty("answer", answer);
    json.addProperty("millis", Math.round(nanos / 100_000.0) / 10.0);
    return gson.toJson(json);
  }

  private String error(String message) {
    JsonObject json = new JsonObject();
    json.addProperty("error", message);
    return gson.toJson(json);
  }
}
