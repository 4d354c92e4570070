package org.zmqwebbridge.it.blastbeat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zmqwebbridge.admin.ManagementConfig;
import org.zmqwebbridge.admin.ManagementSecret;
import org.zmqwebbridge.blastbeat.config.VhostSpec;
import org.zmqwebbridge.kit.Await;

/** One node is drained, by command. */
@SuppressWarnings("try") // clients and nodes end when a test says so
class DrainTest {
  private static final String SECRET = "a-secret-of-more-than-16-characters";

  @TempDir Path folder;

  private ManagementConfig management() throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), SECRET);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return new ManagementConfig(free, Optional.of(ManagementSecret.read(file)), List.of());
  }

  private static HttpResponse<String> ask(Beat beat, String method, String path, String fields)
      throws IOException, InterruptedException {
    URI at = URI.create("http://127.0.0.1:" + beat.bridge().bridge().managementPort() + path);
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(at)
                .header("Authorization", "Bearer " + SECRET)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .method(method, HttpRequest.BodyPublishers.ofString(fields))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private static HttpResponse<String> drain(Beat beat, String fields)
      throws IOException, InterruptedException {
    return ask(beat, "POST", "/blastbeat/drain", fields);
  }

  @Test
  void aNodeThatIsDrainedGetsNoOtherSessionsAndKeepsItsOwn() throws Exception {
    ManagementConfig settings = management();
    try (Beat beat =
            Beat.start(
                any -> any,
                bridge -> bridge.management(settings),
                VhostSpec.of("localhost", "a", "b"));
        JavaNode a = beat.node("a");
        JavaNode b = beat.node("b");
        Asking kept = beat.client();
        Asking other = beat.client();
        Asking back = beat.client()) {
      String sid = beat.open(kept, a);
      assertEquals(200, drain(beat, "node=a").statusCode());
      other.get("/");
      b.serve();
      other.expect(Asking.OK);
      kept.text("still here");
      a.hear(sid, "websocket", "still here");
      Await.await(
          "the page to say so",
          () -> {
            try {
              return ask(beat, "GET", "/blastbeat", "").body().contains("\"draining\"");
            } catch (IOException | InterruptedException e) {
              throw new IllegalStateException(e);
            }
          });
      assertTrue(drain(beat, "node=a&draining=false").body().contains("false"));
      kept.close();
      a.hear(sid, "end", "");
      back.get("/");
      assertEquals("/", a.hear("uwsgi").path());
      assertEquals(404, drain(beat, "node=none").statusCode());
    }
  }
}
