package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.zmqwebbridge.admin.InspectorSettings;
import org.zmqwebbridge.admin.ManagementConfig;
import org.zmqwebbridge.admin.ManagementSecret;
import org.zmqwebbridge.kit.Await;

/** The management listener of a bridge, and who knows its secret. */
public record Management(URI at) {
  /** What they know. */
  public static final String SECRET = "a-secret-of-more-than-16-characters";

  private static final AtomicLong ASKED = new AtomicLong();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /** A listener on a free port that has the secret. */
  public static ManagementConfig withSecret(Path folder) {
    return withSecret(folder, Optional.empty());
  }

  /** The same, and messages may be looked at. */
  static ManagementConfig withInspector(Path folder) {
    return withSecret(folder, Optional.of(new InspectorSettings(100, 10)));
  }

  private static ManagementConfig withSecret(Path folder, Optional<InspectorSettings> inspector) {
    InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try {
      Path file = Files.writeString(folder.resolve("management.secret"), SECRET);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      return new ManagementConfig(
          List.of(free), Optional.of(ManagementSecret.read(file)), List.of(), inspector);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Management of(TestBridge bridge) {
    return new Management(URI.create(bridge.bridge().managementUri()));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(at.resolve(path));
  }

  /** Without the secret. */
  public HttpResponse<String> getAsStranger(String path) {
    return send(request(path));
  }

  public HttpResponse<String> get(String path) {
    return send(request(path).header("Authorization", "Bearer " + SECRET));
  }

  public JsonObject json(String path) {
    return JsonParser.parseString(get(path).body()).getAsJsonObject();
  }

  /**
   * What is there as soon as that is so. Each question is another one: answers to the same are
   * shared for a second.
   */
  public JsonObject await(String path, Predicate<JsonObject> is) {
    JsonObject[] last = {null};
    Await.await(
        path,
        () -> {
          last[0] =
              json(path + (path.contains("?") ? "&" : "?") + "asked=" + ASKED.incrementAndGet());
          return is.test(last[0]);
        });
    return last[0];
  }

  /** The only thing of a kind that clients have open, as soon as it says this of itself. */
  public JsonObject awaitOpen(String kind, String says) {
    return await(
            "/connections?kind=" + kind,
            answer -> answer.get("found").getAsInt() == 1 && answer.toString().contains(says))
        .getAsJsonArray("connections")
        .get(0)
        .getAsJsonObject();
  }

  /** Ends what a connection is, and sees it go. */
  public void end(JsonObject open) {
    assertEquals(
        200, postWithSecret("/connections/end", "connection=" + open.get("id")).statusCode());
    await("/connections", answer -> !answer.toString().contains("\"id\":" + open.get("id") + ","));
  }

  /**
   * Does something.
   *
   * @param form its fields
   * @param headers names and values, besides
   */
  public HttpResponse<String> post(String path, String form, String... headers) {
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  public HttpResponse<String> postWithSecret(String path, String form) {
    return post(path, form, "Authorization", "Bearer " + SECRET);
  }
}
