package org.zmqwebbridge.it.grip;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.zmqwebbridge.kit.Await;

/**
 * An origin of GRIP over real HTTP: remembers what it is asked, and answers as the test says.
 *
 * <p>Owner thread: the test's; what it answers by runs on threads of its own.
 */
final class HoldOrigin implements AutoCloseable {
  /** What it was asked. */
  record Asked(String method, String target, HttpExchange exchange, String body) {
    String header(String name) {
      String value = exchange.getRequestHeaders().getFirst(name);
      return value == null ? "" : value;
    }

    List<String> headers(String name) {
      return exchange.getRequestHeaders().getOrDefault(name, List.of());
    }
  }

  /**
   * What it answers.
   *
   * @param headers names and values in turn
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Answer(int status, String body, String... headers) {
    static Answer ok(String body, String... headers) {
      return new Answer(200, body, headers);
    }

    /** Events of a WebSocket, of an origin that speaks GRIP. */
    static Answer events(String events, String... more) {
      String[] headers = Arrays.copyOf(more, more.length + 4);
      headers[more.length] = "Content-Type";
      headers[more.length + 1] = "application/websocket-events";
      headers[more.length + 2] = "Sec-WebSocket-Extensions";
      headers[more.length + 3] = "grip";
      return new Answer(200, events, headers);
    }
  }

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
  private final int port;
  private volatile Function<Asked, Answer> answers;
  private HttpServer server; // null while it is down

  HoldOrigin(Function<Asked, Answer> answers) {
    this.answers = answers;
    up(0);
    port = server.getAddress().getPort();
  }

  private void up(int wanted) {
    try {
      server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 1_024);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  int port() {
    return port;
  }

  /** From now on it answers so. */
  void answers(Function<Asked, Answer> changed) {
    answers = changed;
  }

  /** Breaks off all that is under way, and listens no more. */
  void down() {
    server.stop(0);
    server = null;
  }

  /** Listens again. */
  void up() {
    up(port);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), ISO_8859_1);
    Asked one =
        new Asked(exchange.getRequestMethod(), exchange.getRequestURI().toString(), exchange, body);
    asked.add(one);
    Answer answer = answers.apply(one);
    if (answer == null) {
      exchange.close();
      return;
    }
    for (int i = 0; i < answer.headers().length; i += 2) {
      exchange.getResponseHeaders().add(answer.headers()[i], answer.headers()[i + 1]);
    }
    byte[] bytes = answer.body().getBytes(ISO_8859_1);
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  /** The next thing that it was asked. */
  Asked next() {
    return nextWithin((int) TimeUnit.MILLISECONDS.toSeconds(Await.DEADLINE_MILLIS));
  }

  /** The same of what takes its time by its nature. */
  Asked nextWithin(int seconds) {
    try {
      Asked one = asked.poll(seconds, TimeUnit.SECONDS);
      assertNotNull(one, "the origin was not asked");
      return one;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The next thing that it was told about a WebSocket. */
  Asked told(String events) {
    Asked one = next();
    assertEquals(events, one.body());
    return one;
  }

  /** How much of what it was asked nobody has looked at. */
  int unread() {
    return asked.size();
  }

  @Override
  public void close() {
    if (server != null) {
      server.stop(0);
    }
    threads.shutdownNow();
  }
}
