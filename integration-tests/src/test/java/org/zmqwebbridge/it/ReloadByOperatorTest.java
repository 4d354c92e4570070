package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program reloads by SIGHUP, by its management listener, and when its files change. */
final class ReloadByOperatorTest {
  private static final String SECRET = "correct-horse-battery-staple";

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    Path secret = Files.writeString(folder.resolve("management"), SECRET + "\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    file = folder.resolve("zwb.yaml");
    configure("websocket: { origins: [\"https://a.example\"] }");
  }

  /** Replaced at once, as good tools do. */
  private void configure(String... more) {
    try {
      Path next = folder.resolve("next");
      Files.write(
          next,
          List.of(
              "listen: 127.0.0.1:0",
              "management: { listen: \"127.0.0.1:0\", secretFile: "
                  + folder.resolve("management")
                  + " }",
              String.join("\n", more)));
      Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private MainProcess serve(String... more) {
    String[] arguments = new String[3 + more.length];
    System.arraycopy(new String[] {"serve", "--config", file.toString()}, 0, arguments, 0, 3);
    System.arraycopy(more, 0, arguments, 3, more.length);
    return MainProcess.start(arguments);
  }

  private static int status(int port, String origin) {
    return Upgrade.to(Wire.CLEAR, port).with("Origin: " + origin).status();
  }

  @Test
  void aHangupReadsTheFileAgainAndConnectionsStay() {
    try (MainProcess main = serve()) {
      int port = main.port();
      RawPage program = RawPage.open(Upgrade.to(Wire.CLEAR, port));
      RawPage page = RawPage.open(Upgrade.to(Wire.CLEAR, port).with("Origin: https://a.example"));
      configure("websocket: { origins: [\"https://b.example\"] }", "threads: { loops: 7 }");
      String line = main.hangUp().awaitLine("reloaded in");
      assertTrue(line.contains("websocket.origins"), line);
      assertTrue(line.contains("closed 1 connections: {origin_withdrawn=1}"), line);
      assertTrue(line.contains("restart to apply: threads.loops"), line);
      assertEquals(3003, page.closeCode());
      assertEquals(403, status(port, "https://a.example"));
      assertEquals(101, status(port, "https://b.example"));
      program.send("x", "still here").expectError("x", "not_connected");
      program.close();
    }
  }

  @Test
  void aBrokenFileChangesNothingAndIsNamedInTheLog() {
    try (MainProcess main = serve()) {
      int port = main.port();
      configure("limits: { maxMesageBytes: 5000 }", "websocket: { origins: [] }");
      String line = main.hangUp().awaitLine("nothing was reloaded");
      assertTrue(line.contains("maxMesageBytes"), line);
      assertTrue(line.contains("zwb.yaml, line"), line);
      assertEquals(101, status(port, "https://a.example"));
      configure();
      assertTrue(main.hangUp().awaitLine("reloaded in").contains("websocket.origins"));
    }
  }

  /** As logrotate's postrotate, {@code systemctl reload} and {@code docker kill -s HUP} send it. */
  @Test
  void aHangupWithoutAFileDoesNotEndIt() {
    try (MainProcess main =
        MainProcess.start(
            "serve", "--set", "listen=127.0.0.1:0", "--set", "management=127.0.0.1:0")) {
      RawPage page = RawPage.open(Upgrade.to(Wire.CLEAR, main.port()));
      String line = main.hangUp().awaitLine("reloaded in");
      assertTrue(line.contains("nothing has changed"), line);
      assertTrue(line.contains("no file of settings to reload"), line);
      page.send("x", "still here").expectError("x", "not_connected");
      page.close();
      assertEquals(0, main.terminate().exitCode());
    }
  }

  @Test
  void theLogFollowsAReloadThatIsDoneAndIsNamed() {
    try (MainProcess main = serve()) {
      int port = main.port();
      configure("log: { format: json }", "threads: { loop: 7 }");
      main.hangUp().awaitLine("ERROR Bridge - nothing was reloaded");
      configure("log: { format: json, level: debug }");
      String line = main.hangUp().awaitLine("reloaded in");
      assertTrue(line.contains("websocket.origins, log.level, log.format"), line);
      assertTrue(JsonParser.parseString(line).isJsonObject(), line);
      assertEquals(404, Upgrade.to(Wire.CLEAR, port).target("/elsewhere").status());
      assertTrue(main.awaitLine("request refused with 404").contains("DEBUG"));
    }
  }

  @Test
  void aPostAnswersWhatItHasDone() throws IOException {
    try (MainProcess main = serve()) {
      int port = main.port();
      URI management = main.management();
      String refused = post(management, "wrong-" + SECRET, "", 401);
      assertFalse(refused.contains("reloaded"), refused);
      configure("websocket: { origins: [\"https://b.example\"], path: /other }");
      JsonObject done = JsonParser.parseString(post(management, SECRET, "", 200)).getAsJsonObject();
      assertTrue(done.get("reloaded").getAsBoolean());
      assertEquals("[\"websocket.origins\"]", done.get("changed").toString());
      assertEquals("[\"websocket.path\"]", done.get("restart").toString());
      configure("websocket: { origin: [] }");
      JsonObject wrong =
          JsonParser.parseString(post(management, SECRET, "", 422)).getAsJsonObject();
      assertFalse(wrong.get("reloaded").getAsBoolean());
      assertTrue(wrong.get("errors").toString().contains("origins"), wrong::toString);
      assertEquals(101, status(port, "https://b.example"));
      String answer = post(management, SECRET, "force=1", 400);
      assertTrue(answer.contains("no fields"), answer);
    }
  }

  private static String post(URI management, String secret, String body, int status)
      throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) management.resolve("/reload").toURL().openConnection();
    connection.setRequestProperty("Authorization", "Bearer " + secret);
    connection.setDoOutput(true);
    connection.getOutputStream().write(body.getBytes(UTF_8));
    int got = connection.getResponseCode();
    assertEquals(status, got);
    try (InputStream answer =
        got < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      return new String(answer.readAllBytes(), UTF_8);
    }
  }

  @Test
  void whereFilesAreWatchedAChangeIsEnough() {
    configure("reload: { watch: true }");
    try (MainProcess main = serve()) {
      int port = main.port();
      configure("reload: { watch: true }", "websocket: { origins: [\"https://b.example\"] }");
      assertTrue(main.awaitLine("reloaded in").contains("websocket.origins"));
      assertEquals(101, status(port, "https://b.example"));
    }
  }
}
