package org.zmqwebbridge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zmqwebbridge.grip.wire.PublishWriter;
import org.zmqwebbridge.json.MalformedTextException;
import org.zmqwebbridge.json.StrictJson;
import org.zmqwebbridge.zmq.BlockingSocket;
import org.zmqwebbridge.zmq.Security;
import org.zmqwebbridge.zmq.ZmqEndpoint;
import org.zmqwebbridge.zmq.ZmqType;

/**
 * One item on its way to a bridge, or to anything else that publishes by GRIP.
 *
 * <p>Owner thread: its creator's; blocks.
 *
 * @param item in the words of a publisher
 */
record GripPublication(Map<String, Object> item) {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Puts bytes in an object, as text if they are. */
  static Map<String, Object> put(Map<String, Object> members, String name, byte[] bytes) {
    PublishWriter.put(members, name, bytes);
    return members;
  }

  /** An array of JSON. */
  static List<?> array(byte[] json) {
    try {
      return StrictJson.array(new String(json, UTF_8));
    } catch (MalformedTextException none) {
      throw new IllegalStateException("the patch is no JSON array: " + none.getMessage(), none);
    }
  }

  /**
   * Posts it.
   *
   * @param url of the control API, perhaps with {@code ?key=…} and {@code iss=…} at its end
   * @param user {@code name:password}; empty: none
   */
  void post(String url, Optional<String> user) {
    GripUrl target = GripUrl.parse(url);
    String body = PublishWriter.json(Map.of("items", List.of(item)));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target.publish())
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    target.authorization(user).ifPresent(said -> request.header("Authorization", said));
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    try {
      HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(
            target.base() + " has answered " + answer.statusCode() + ": " + answer.body().strip());
      }
    } catch (IOException failure) {
      String why = failure.getMessage() == null ? "nobody is there" : failure.getMessage();
      throw new IllegalStateException(target.base() + " was not reached: " + why, failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped before there was an answer", stopped);
    }
  }

  /**
   * Pushes it to a ZeroMQ PULL socket.
   *
   * @throws IllegalStateException if nobody is there
   */
  void push(String address) {
    byte[] message = ("J" + PublishWriter.json(item)).getBytes(UTF_8);
    ZmqEndpoint at = endpoint(address);
    try (BlockingSocket socket = BlockingSocket.connected(ZmqType.PUSH, at, Security.none())) {
      if (!socket.send(List.of(message), PATIENCE)) {
        throw new IllegalStateException(
            at + " takes nothing: is a PULL socket bound there? Nothing was published");
      }
    }
  }

  private static ZmqEndpoint endpoint(String address) {
    try {
      return ZmqEndpoint.parseConnected(address);
    } catch (IllegalArgumentException none) {
      throw new UsageException(
          "--spec is http://HOST:PORT, https://… or tcp://HOST:PORT: " + none.getMessage());
    }
  }

  /**
   * Where a publisher posts.
   *
   * @param base without what is after the question mark
   */
  record GripUrl(URI base, Optional<String> key, Optional<String> issuer) {
    static GripUrl parse(String url) {
      String[] halves = url.split("\\?", 2);
      Optional<String> key = Optional.empty();
      Optional<String> issuer = Optional.empty();
      for (String pair : halves.length > 1 ? halves[1].split("&", -1) : new String[0]) {
        if (pair.startsWith("key=")) {
          key = Optional.of(decoded(pair.substring("key=".length())));
        } else if (pair.startsWith("iss=")) {
          issuer = Optional.of(decoded(pair.substring("iss=".length())));
        }
      }
      return new GripUrl(URI.create(halves[0].replaceAll("/+$", "")), key, issuer);
    }

    /** Percent signs only: a plus is one of base64. */
    private static String decoded(String text) {
      return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
    }

    URI publish() {
      return URI.create(base + "/publish/");
    }

    Optional<String> authorization(Optional<String> user) {
      if (user.isPresent()) {
        boolean isLocal = List.of("localhost", "127.0.0.1", "[::1]").contains(base.getHost());
        if (!base.getScheme().equals("https") && !isLocal) {
          throw new IllegalStateException("a password is sent by https only, not to " + base);
        }
        String said = Base64.getEncoder().encodeToString(user.get().getBytes(UTF_8));
        return Optional.of("Basic " + said);
      }
      return key.map(given -> "Bearer " + bearer(given));
    }

    private String bearer(String given) {
      byte[] secret =
          given.startsWith("base64:")
              ? Base64.getDecoder().decode(given.substring("base64:".length()))
              : given.getBytes(UTF_8);
      return issuer
          .map(name -> PublisherToken.make(name, secret))
          .orElseGet(() -> new String(secret, UTF_8));
    }
  }
}
