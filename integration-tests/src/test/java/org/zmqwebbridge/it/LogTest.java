package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.zmqwebbridge.kit.Await;

/** The program's log: nobody waits for it, and no stranger fills it. */
@Execution(ExecutionMode.CONCURRENT) // its tests wait more than they work
final class LogTest {
  private static final Pattern DROPPED = Pattern.compile("(\\d+) lines were dropped");
  private static final Pattern MORE =
      Pattern.compile("\\(and ([\\d,]+) more like it within 10 s\\)");
  private static final int WINDOW_SECONDS = 10;
  private static final int MAX_LINES = 20;

  @TempDir private Path folder;

  private static String[] serve(int port, int management, BackEnd echo, String... settings) {
    List<String> words = new ArrayList<>(List.of("serve"));
    List<String> all = new ArrayList<>(List.of(settings));
    all.add("listen=127.0.0.1:" + port);
    all.add("management=127.0.0.1:" + management);
    all.add("endpoints.echo={type: REQ, address: \"" + echo.address() + "\"}");
    all.forEach(setting -> words.addAll(List.of("--set", setting)));
    return words.toArray(String[]::new);
  }

  private static String get(int management, String path) {
    try {
      URI uri = URI.create("http://127.0.0.1:" + management + path);
      HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
      try (InputStream body = connection.getInputStream()) {
        return new String(body.readAllBytes(), UTF_8);
      }
    } catch (IOException notYet) {
      return "";
    }
  }

  private static long dropped(int management) {
    Matcher value =
        Pattern.compile("(?m)^zwb_log_lines_dropped_total (\\S+)$")
            .matcher(get(management, "/metrics"));
    assertTrue(value.find());
    return (long) Double.parseDouble(value.group(1));
  }

  private static long told(List<String> lines) {
    long all = 0;
    for (String line : lines) {
      Matcher notice = DROPPED.matcher(line);
      all += notice.find() ? Long.parseLong(notice.group(1)) : 0;
    }
    return all;
  }

  @Test
  void aLogThatNobodyReadsFromTheStartOnFreezesNothingAndWhatItLostIsTold()
      throws IOException, InterruptedException {
    int port = FreePort.find();
    int management = FreePort.find();
    BackEnd echo = BackEnd.echo();
    int service = echo.port();
    String loud = "auth.class=" + AuthClasses.Loud.class.getName();
    try (FullPipe pipe = FullPipe.in(folder);
        MainProcess main =
            MainProcess.startInto(pipe.path(), serve(port, management, echo, loud))) {
      Await.await("the bridge", () -> get(management, "/readyz").equals("ready\n"));
      Upgrade upgrade = Upgrade.to(Wire.CLEAR, port);
      RawPage page = RawPage.open(upgrade);
      page.connected("a", "echo", Json.REQ); // the hook says more than is kept for a reader
      page.send("a", "x").expect("a", "x");
      assertTrue(dropped(management) > 0);
      assertEquals(403, upgrade.with("Origin: https://foreign.example").status());
      echo.close(); // the loop has something to say
      try (BackEnd again = BackEnd.echoAt("127.0.0.1", service)) {
        page.send("a", "y").expect("a", "y");
        RawPage other = RawPage.open(upgrade);
        other.connected("b", "echo", Json.REQ);
        other.send("b", "z").expect("b", "z");
        assertEquals(service, again.port());
        pipe.read();
        Await.await("the notice", () -> told(pipe.lines()) > 0);
        assertEquals(dropped(management), told(pipe.lines()));
        String address = "zwb: ws://127.0.0.1:" + port;
        Await.await(address, () -> pipe.lines().stream().anyMatch(l -> l.contains(address)));
        page.close();
        other.close();
        assertEquals(0, main.terminate().exitCode());
      }
    }
  }

  @Test
  void aStopEndsThoughNobodyReadsTheLog() throws IOException, InterruptedException {
    int management = FreePort.find();
    try (BackEnd echo = BackEnd.echo();
        FullPipe pipe = FullPipe.in(folder);
        MainProcess main =
            MainProcess.startInto(
                pipe.path(),
                serve(FreePort.find(), management, echo, "deadlines.shutdownMillis=3600000"))) {
      Await.await("the bridge", () -> get(management, "/readyz").equals("ready\n"));
      assertEquals(0, main.terminate().exitCode());
    }
  }

  /** The lines of this kind, and how many are accounted for by them. */
  private static long accounted(List<String> lines) {
    long all = lines.size();
    for (String line : lines) {
      Matcher more = MORE.matcher(line);
      all += more.find() ? Long.parseLong(more.group(1).replace(",", "")) : 0;
    }
    return all;
  }

  @Test
  void whateverNamesAPageMakesUpItWritesFewLinesAndAllAreCounted() {
    int connects = 2_000;
    try (BackEnd echo = BackEnd.echo();
        MainProcess main = MainProcess.start(serve(0, 0, echo))) {
      RawPage page = RawPage.open(Upgrade.to(Wire.CLEAR, main.port()));
      long begun = System.nanoTime();
      for (int i = 0; i < connects; i++) {
        page.connect("x", "made-up-" + i + "\n\u001b" + "n".repeat(500), Json.REQ);
        page.expectRefused("x", "not_allowed");
      }
      List<String> lines = new ArrayList<>();
      while (accounted(lines) < connects) { // the last comes when nothing like it happens any more
        lines.add(main.awaitLine("made-up-"));
      }
      long windows = 2 + (System.nanoTime() - begun) / 1_000_000_000L / WINDOW_SECONDS;
      page.close();
      assertEquals(connects, accounted(lines));
      assertTrue(lines.size() <= MAX_LINES * windows, lines.size() + " lines");
      lines.forEach(line -> assertTrue(line.length() <= 300, line));
      lines.forEach(line -> assertTrue(line.contains("] INFO VirtualSocketSession - "), line));
      assertTrue(lines.get(0).contains("made-up-0??nnn"), lines.get(0));
    }
  }

  @Test
  void asJsonEveryLineIsAnObjectAndNamesItsConnection() {
    try (BackEnd echo = BackEnd.echo();
        MainProcess main = MainProcess.start(serve(0, 0, echo, "log.format=json"))) {
      int port = main.port();
      RawPage page = RawPage.open(Upgrade.to(Wire.CLEAR, port));
      page.connect("x", "nothing\n", Json.REQ).expectRefused("x", "not_allowed");
      JsonObject refused = JsonParser.parseString(main.awaitLine("refused")).getAsJsonObject();
      long connection = refused.get("connection").getAsLong();
      page.send("no JSON");
      JsonObject closed = JsonParser.parseString(main.awaitLine("closing")).getAsJsonObject();
      assertEquals(connection, closed.get("connection").getAsLong());
      assertTrue(closed.get("message").getAsString().startsWith("connection " + connection + ": "));
      assertEquals("INFO", closed.get("level").getAsString());
      main.terminate();
      List<String> log = main.output().lines().filter(l -> !l.startsWith("zwb: ")).toList();
      log.forEach(line -> assertTrue(JsonParser.parseString(line).isJsonObject(), line));
      assertFalse(log.isEmpty());
    }
  }
}
