package org.zmqwebbridge.it.grip;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;

/**
 * An origin that says what its path tells it to say: {@code /body?Header=value&Header=value}.
 *
 * <p>Owner thread: its server's.
 */
final class PublishOrigin implements AutoCloseable {
  private final HttpServer server;

  PublishOrigin() {
    try {
      server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", PublishOrigin::answer);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String query = exchange.getRequestURI().getRawQuery();
      for (String pair : query == null ? new String[0] : query.split("&", -1)) {
        String[] halves = pair.split("=", 2);
        exchange.getResponseHeaders().add(halves[0], URLDecoder.decode(halves[1], UTF_8));
      }
      byte[] body = exchange.getRequestURI().getPath().substring(1).getBytes(UTF_8);
      exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
