package org.zmqwebbridge.demo.notebook;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.annotations.SerializedName;
import java.io.UncheckedIOException;
import java.util.function.BooleanSupplier;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zmqwebbridge.demo.service.Service;
import org.zmqwebbridge.demo.service.Sockets;

/**
 * Starts the notebook's kernel for the first page that opens it, and tells pages what to sign with
 * (REP). Takes {@code {"do": "open"}}, {@code {"do": "restart"}} and {@code {"do": "state"}};
 * answers {@code {"on", "life"}}, to the first two with {@code key}, or {@code {"error"}}. Who may
 * ask is the bridge's to know: anyone who has the key runs code. Owner thread and lifetime: see
 * {@link Service}; the kernel ends with the service.
 */
public final class KernelService implements Service {
  private final Gson gson = new Gson();
  private final String address;
  private final String interpreter;
  private final KernelFolder folder;
  private Kernel kernel;

  /**
   * @param address where orders are taken
   * @param interpreter a Python that has ipykernel
   * @param folder where the kernel lives
   */
  public KernelService(String address, String interpreter, KernelFolder folder) {
    this.address = address;
    this.interpreter = interpreter;
    this.folder = folder;
  }

  /** What a page orders. */
  private record Order(@SerializedName("do") String verb) {}

  /** The answer; members that are null are left out. */
  private record Answer(Boolean on, String life, String key, String error) {}

  @Override
  public void serve(Sockets sockets, BooleanSupplier running) {
    ZMQ.Socket rep = sockets.bind(SocketType.REP, address);
    try {
      while (running.getAsBoolean()) {
        String order = Sockets.receiveLast(rep);
        if (order != null) {
          rep.send(gson.toJson(answer(order)));
        }
      }
    } finally {
      stop();
    }
  }

  private Answer answer(String order) {
    try {
      return take(order);
    } catch (UncheckedIOException failed) {
      return new Answer(null, null, null, failed.getMessage() + ": " + failed.getCause());
    }
  }

  private Answer take(String text) {
    return switch (verb(text)) {
      case "open" -> {
        start();
        yield state(kernel.key());
      }
      case "restart" -> {
        stop();
        start();
        yield state(kernel.key());
      }
      case "state" -> state(null);
      default -> new Answer(null, null, null, "the orders are open, restart and state");
    };
  }

  /** What a page orders; empty if that cannot be read. */
  private String verb(String text) {
    try {
      Order order = gson.fromJson(text, Order.class);
      return order == null || order.verb() == null ? "" : order.verb();
    } catch (JsonParseException malformed) {
      return "";
    }
  }

  private Answer state(String key) {
    boolean on = kernel != null && kernel.isOn();
    return new Answer(on, kernel == null ? null : kernel.life(), key, null);
  }

  private void start() {
    if (kernel == null || !kernel.isOn()) {
      stop();
      kernel = Kernel.start(interpreter, folder);
    }
  }

  private void stop() {
    if (kernel != null) {
      kernel.close();
      kernel = null;
    }
  }
}
