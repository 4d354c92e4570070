package org.zmqwebbridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zmqwebbridge.grip.wire.PublishWriter;

/** {@code grip-publish} sends what {@code pushpin-publish} 1.36 was seen to send. */
class GripPublishCommandTest {
  private final BlockingQueue<String> posted = new LinkedBlockingQueue<>();
  private int status = 200;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      String authorization = exchange.getRequestHeaders().getFirst("Authorization");
      posted.add(exchange.getRequestURI() + " " + authorization + " " + body);
      exchange.sendResponseHeaders(status, 10);
      exchange.getResponseBody().write("Published\n".getBytes(UTF_8));
    }
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private static GripPublishCommand parse(String... words) {
    return GripPublishCommand.parse(List.of(words), Map.of());
  }

  private static String item(String... words) {
    return PublishWriter.json(parse(words).item()).replace('"', '\'');
  }

  private static String run(GripPublishCommand command) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    command.run(new PrintStream(out, true, UTF_8));
    return out.toString(UTF_8);
  }

  @Test
  void contentIsForAllKinds() {
    assertEquals(
        "{'channel':'ch','formats':{'http-response':{'code':200,'body':'hello\\n'},"
            + "'http-stream':{'content':'hello\\n'},'ws-message':{'content':'hello'}}}",
        item("ch", "hello"));
    assertEquals(
        "{'channel':'ch','id':'1','prev-id':'0','no-seq':true,'meta':{'sender':'me','k':'v'},"
            + "'formats':{'http-response':{'code':201,'headers':[['X-A','b']],'body':'hi'},"
            + "'http-stream':{'content':'hi'},'ws-message':{'content':'hi'}}}",
        item(
            "--id",
            "1",
            "--prev-id",
            "0",
            "--sender",
            "me",
            "-M",
            "k=v",
            "--code",
            "201",
            "-H",
            "X-A: b",
            "--no-eol",
            "--no-seq",
            "ch",
            "hi"));
  }

  @Test
  void actionsHaveNoContent() {
    assertEquals(
        "{'channel':'ch','formats':{'http-response':{'action':'hint'},"
            + "'http-stream':{'action':'hint'},'ws-message':{'action':'hint'}}}",
        item("--hint", "ch"));
    assertEquals(
        "{'channel':'ch','formats':{'http-stream':{'action':'close'},"
            + "'ws-message':{'action':'close'}}}",
        item("--close", "ch"));
    assertEquals(
        "{'channel':'ch','formats':{'http-response':{'code':200,"
            + "'body-patch':[{'op':'remove','path':'/a'}]}}}",
        item("--patch", "ch", "[{\"op\":\"remove\",\"path\":\"/a\"}]"));
  }

  @Test
  void aFileIsSentAsItIs(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("f"), new byte[] {'a', (byte) 0xFF});
    assertEquals(
        "{'channel':'ch','formats':{'http-response':{'code':200,'body-bin':'Yf8='},"
            + "'http-stream':{'content-bin':'Yf8='},'ws-message':{'content-bin':'Yf8='}}}",
        item("ch", "@" + file));
    assertThrows(IllegalStateException.class, () -> item("ch", "@" + folder.resolve("none")));
  }

  @Test
  void whatIsMissingOrWrongIsSaid() {
    for (List<String> wrong :
        List.of(
            List.<String>of(),
            List.of("ch"),
            List.of("ch", "a", "b"),
            List.of("--id"),
            List.of("--none", "x", "ch", "a"),
            List.of("--code", "99", "ch", "a"),
            List.of("-H", "bad", "ch", "a"),
            List.of("-M", "=v", "ch", "a"))) {
      assertThrows(
          UsageException.class, () -> GripPublishCommand.parse(wrong, Map.of()), wrong::toString);
    }
    assertEquals(item("ch", "--", "-x").replace("-x", "hello"), item("ch", "hello"));
  }

  @Test
  void itIsPostedWhereTheUrlSays() throws InterruptedException {
    assertEquals("Published\n", run(parse("--spec", url() + "/base/", "ch", "x")));
    assertTrue(posted.take().startsWith("/base/publish/ null {\"items\":[{\"channel\":\"ch\""));
    Map<String, String> environment = Map.of("GRIP_URL", url() + "?key=base64:c2VjcmV0");
    run(GripPublishCommand.parse(List.of("ch", "x"), environment));
    assertTrue(posted.take().startsWith("/publish/ Bearer secret {"));
    run(parse("--spec", url() + "/?iss=me&key=secret", "ch", "x"));
    assertTrue(posted.take().matches("/publish/ Bearer \\S+\\.\\S+\\.\\S+ \\{.*"));
    run(parse("--spec", url(), "-u", "ann:pw", "ch", "x"));
    assertTrue(posted.take().startsWith("/publish/ Basic YW5uOnB3 {"));
  }

  @Test
  void whatIsNotTakenIsAFailure() {
    status = 400;
    IllegalStateException refused =
        assertThrows(IllegalStateException.class, () -> run(parse("--spec", url(), "ch", "x")));
    assertTrue(refused.getMessage().endsWith("has answered 400: Published"), refused.getMessage());
    assertThrows(UsageException.class, () -> run(parse("--spec", "ftp://x", "ch", "x")));
    assertThrows(
        IllegalStateException.class,
        () -> run(parse("--spec", "http://example.com", "-u", "a:b", "ch", "x")));
  }
}
