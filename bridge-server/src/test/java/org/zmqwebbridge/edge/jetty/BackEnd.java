package org.zmqwebbridge.edge.jetty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.zmqwebbridge.edge.WireConnection;
import org.zmqwebbridge.edge.WireHandler;
import org.zmqwebbridge.edge.WireRequest;
import org.zmqwebbridge.edge.WireRoute;
import org.zmqwebbridge.kit.Await;

/**
 * A back end that writes its own response bytes: at {@code /w/} and {@code /open/}, and another one
 * at {@code /other/}. What the edge tells it waits for the test, which answers. It keeps a list of
 * what the edge has done wrong: calls at the same time, calls after the end, ends twice.
 */
final class BackEnd extends EchoDialect {
  static final int MAX_BODY_BYTES = 1000;

  private final LinkedBlockingQueue<Wire> opened = new LinkedBlockingQueue<>();
  private final Queue<String> faults = new ConcurrentLinkedQueue<>();
  private volatile boolean readsAhead;
  private volatile boolean asksForBodies = true;

  @Override
  List<WireRoute> wireRoutes() {
    Function<WireConnection, WireHandler> opener = this::open;
    return List.of(
        WireRoute.below("/w/", opener),
        WireRoute.below("/open/", opener).open(),
        WireRoute.below("/other/", this::open));
  }

  private WireHandler open(WireConnection connection) {
    Wire wire = new Wire(connection);
    opened.add(wire);
    return wire;
  }

  @Override
  Queue<String> wrongs() {
    faults.addAll(super.wrongs());
    super.wrongs().clear();
    return faults;
  }

  /** The next connection that has been taken over. */
  Wire next() throws InterruptedException {
    Wire wire = opened.poll(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS);
    if (wire == null) {
      throw new AssertionError("no connection was taken over");
    }
    return wire;
  }

  /** Whether none has. */
  boolean isUntouched() {
    return opened.isEmpty();
  }

  /** One connection, and what it has heard. */
  final class Wire implements WireHandler {
    private final WireConnection connection;
    private final LinkedBlockingQueue<Object> heard = new LinkedBlockingQueue<>();
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile boolean gone;

    Wire(WireConnection connection) {
      this.connection = connection;
      if (readsAhead) {
        connection.readAhead();
      }
    }

    private void alone(Object what) {
      if (!busy.compareAndSet(false, true)) {
        faults.add(what + " during another call");
      }
      if (gone) {
        faults.add(what + " after the end");
      }
      heard.add(what);
      busy.set(false);
    }

    @Override
    public void onRequest(WireRequest request) {
      alone(request);
      if (asksForBodies && request.hasBody()) {
        connection.readBody(MAX_BODY_BYTES);
      }
    }

    @Override
    public void onBody(byte[] body) {
      alone(new String(body, ISO_8859_1));
    }

    @Override
    public void onPart(byte[] bytes) {
      alone("part " + new String(bytes, ISO_8859_1));
    }

    @Override
    public void onBodyEnd() {
      alone("end of body");
    }

    @Override
    public void onGone() {
      alone("gone");
      gone = true;
    }

    WireConnection connection() {
      return connection;
    }

    Object hear() throws InterruptedException {
      Object next = heard.poll(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS);
      if (next == null) {
        throw new AssertionError("heard nothing");
      }
      return next;
    }

    /** The next request, whose path is this. */
    WireRequest request(String path) throws InterruptedException {
      Object next = hear();
      if (!(next instanceof WireRequest request)) {
        throw new AssertionError("not a request: " + next);
      }
      assertEquals(path, request.head().path());
      return request;
    }

    boolean hasHeardNothing() {
      return heard.isEmpty();
    }

    void send(String text) {
      connection.send(text.getBytes(ISO_8859_1));
    }

    /** A whole response. */
    void answer(String body) {
      send("HTTP/1.1 200 Fine\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
      connection.answered();
    }
  }

  /** Requests are handed over without waiting for answers. */
  BackEnd readingAhead() {
    readsAhead = true;
    return this;
  }

  /** Nobody asks for a body but the test. */
  BackEnd askingForNothing() {
    asksForBodies = false;
    return this;
  }
}
