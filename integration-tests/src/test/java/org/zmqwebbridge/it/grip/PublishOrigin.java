package org.zmqwebbridge.it.grip;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;

/**
 * An origin that says what its query tells it to say: {@code
 * /?body=text&Header=value&Header=value}.
 *
 * <p>Owner thread: its server's.
 */
final class PublishOrigin implements AutoCloseable {
  private final HttpServer server;

  PublishOrigin() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
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
      byte[] body = {};
      for (String pair : exchange.getRequestURI().getRawQuery().split("&", -1)) {
        String[] halves = pair.split("=", 2);
        String value = URLDecoder.decode(halves[1], UTF_8);
        if (halves[0].equals("body")) {
          body = value.getBytes(UTF_8);
        } else {
          exchange.getResponseHeaders().add(halves[0], value);
        }
      }
      exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
