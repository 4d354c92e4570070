package org.zmqwebbridge.it.mongrel2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;

/** Bodies too large for one message: to files, or in pieces as they are granted. */
@SuppressWarnings("try") // clients and handlers end when a test says so
@Execution(ExecutionMode.CONCURRENT) // its tests wait more than they work
class UploadsTest {
  private static final String START = "x-mongrel2-upload-start";
  private static final String DONE = "x-mongrel2-upload-done";

  private final Path folder = OurServer.folder();

  @AfterEach
  void removeFolder() {
    OurServer.remove(folder);
  }

  private Plan toFiles() {
    return new Plan().setting("upload.temp_store", folder + "/up.XXXXXX");
  }

  private static Plan inPieces() {
    return new Plan().setting("upload.stream", 1);
  }

  private static Client head(Client client, String more) {
    return client.send("POST /h/up HTTP/1.1\r\nHost: a\r\nX-Own: mine\r\n" + more + "\r\n");
  }

  @ParameterizedTest
  @EnumSource
  void uploadToAFileIsToldAtItsStartAndWhenItIsDone(Side side) throws IOException {
    try (TestServer server = side.start(toFiles());
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      head(client, "Content-Length: 20481\r\n");
      client.send("u".repeat(10_000));
      Heard start = handler.hear();
      Path file = Path.of(start.header(START));
      assertTrue(file.toString().startsWith(folder + "/up."), file::toString);
      assertEquals("", start.body());
      assertEquals("mine", start.header("x-own"));
      assertNull(start.header(DONE));
      assertEquals(
          Set.copyOf(PosixFilePermissions.fromString("rw-------")),
          Files.getPosixFilePermissions(file));
      client.send("v".repeat(10_481));
      Heard done = handler.hear();
      assertEquals(file.toString(), done.header(DONE));
      assertEquals("", done.body());
      assertEquals("mine", done.header("x-own"));
      assertEquals("u".repeat(10_000) + "v".repeat(10_481), Files.readString(file, ISO_8859_1));
      handler.answer(1);
      client.expect(JavaHandler.OK);
      client.get("/h/next");
      assertEquals("/h/next", handler.hear().path());
      client.close();
      handler.hearGone(1);
      assertTrue(Files.exists(file), "it is the handler's");
      Files.delete(file);
    }
  }

  @ParameterizedTest
  @EnumSource
  void chunksAreAlwaysAnUpload(Side side) throws IOException {
    try (TestServer server = side.start(toFiles());
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      head(client, "Transfer-Encoding: chunked\r\n");
      client.send("3\r\nabc\r\n5\r\n1\r\n23\r\n0\r\n\r\n");
      Path file = Path.of(handler.hear().header(START));
      assertEquals(file.toString(), handler.hear().header(DONE));
      assertEquals("abc1\r\n23", Files.readString(file));
      Files.delete(file);
    }
  }

  @ParameterizedTest
  @EnumSource
  void uploadThatItsClientLeavesIsRemovedAndTheHandlerTold(Side side) {
    try (TestServer server = side.start(toFiles());
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      head(client, "Content-Length: 30000\r\n").send("u".repeat(10_000));
      Path file = Path.of(handler.hear().header(START));
      client.close();
      handler.hearGone(1);
      Await.await("the file to be removed", () -> !Files.exists(file));
    }
  }

  @ParameterizedTest
  @EnumSource
  void uploadThatItsHandlerKillsIsRemovedAndNobodyTold(Side side) {
    try (TestServer server = side.start(toFiles());
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      head(client, "Content-Length: 30000\r\n").send("u".repeat(10_000));
      Path file = Path.of(handler.hear().header(START));
      handler.kill(1);
      client.expectEnd();
      Await.await("the file to be removed", () -> !Files.exists(file));
      client.close();
      try (Client next = server.client()) {
        next.get("/h/next");
        assertEquals("/h/next", handler.hear().path());
      }
    }
  }

  @Test
  void wordsOfTheServerAreNotTheClients() {
    try (TestServer server = Side.OURS.start(toFiles());
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      client.get("/h", "X-Mongrel2-Upload-Done: /etc/passwd\r\n", START + ": /etc/passwd\r\n");
      Heard heard = handler.hear();
      assertNull(heard.header(DONE));
      assertNull(heard.header(START));
    }
  }

  @Test
  void whoLeavesAtOnceIsForgotten() {
    int count = 50;
    try (OurServer server = OurServer.start(toFiles());
        JavaHandler handler = server.handler()) {
      for (int i = 0; i < count; i++) {
        Client client = server.client();
        head(client, "Content-Length: 30000\r\n");
        client.reset();
      }
      try (Client client = server.client()) {
        client.get("/h/next");
        Heard next = handler.hear();
        while (!next.path().equals("/h/next")) {
          next = handler.hear();
        }
        Await.await( // who came later was heard, so all have come
            "the others to have gone",
            () -> server.bridge().gauge("zwb.mongrel2.connections") == 1);
        for (long id = 1; id < next.id(); id++) {
          handler.reply("x", id);
        }
        long before = next.id() - 1;
        Await.await("none to be known", () -> server.count(Counter.MONGREL2_UNKNOWN) == before);
      }
      Await.await("no file to stay", () -> folder.toFile().list().length == 0);
    }
  }

  @Test
  void chunksThatAreNoneAreRefusedAndTheFileRemoved() {
    try (OurServer server = OurServer.start(toFiles());
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      head(client, "Transfer-Encoding: chunked\r\n");
      client.send("3\r\nabc\r\n");
      Path file = Path.of(handler.hear().header(START));
      client.send("not a size\r\n");
      client.expectRefusal(400);
      handler.hearGone(1);
      Await.await("the file to be removed", () -> !Files.exists(file));
      assertEquals(1, server.count(Counter.MONGREL2_MALFORMED));
    }
  }

  @Test
  void placeThatIsNotThereIsAnError() {
    Plan plan = new Plan().setting("upload.temp_store", folder + "/none/up.XXXXXX");
    try (TestServer server = Side.OURS.start(plan);
        Client client = server.client()) {
      head(client, "Content-Length: 30000\r\n");
      client.expectRefusal(500);
    }
  }

  @ParameterizedTest
  @EnumSource
  void streamGoesOnByCredits(Side side) {
    try (TestServer server = side.start(inPieces());
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      String body = "0123456789".repeat(3000);
      head(client, "Content-Length: 30000\r\n").send(body);
      Heard first = handler.hear();
      assertEquals("0", first.header("UPLOAD_STREAM"));
      assertEquals("POST", first.method());
      StringBuilder all = new StringBuilder(first.body());
      Heard last = first;
      while (all.length() < body.length()) {
        handler.credit(10_000, 1);
        int granted = 10_000;
        while (granted > 0 && all.length() < body.length()) {
          last = handler.hear();
          assertEquals(Integer.toString(all.length()), last.header("UPLOAD_STREAM"));
          assertNull(last.header("METHOD"));
          assertTrue(last.body().length() <= granted, "more than was granted");
          granted -= last.body().length();
          all.append(last.body());
        }
      }
      assertEquals(body, all.toString());
      assertEquals("1", last.header("UPLOAD_STREAM_DONE"));
      assertFalse(first.headers().containsKey("UPLOAD_STREAM_DONE"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void streamOfChunksBeginsWithoutAny(Side side) {
    try (TestServer server = side.start(inPieces());
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      head(client, "Transfer-Encoding: chunked\r\n").send("3\r\nabc\r\n0\r\n\r\n");
      Heard first = handler.hear();
      assertEquals("0", first.header("UPLOAD_STREAM"));
      assertEquals("", first.body());
      handler.credit(1000, 1);
      StringBuilder all = new StringBuilder();
      Heard next = handler.hear();
      all.append(next.body());
      while (next.header("UPLOAD_STREAM_DONE") == null) {
        next = handler.hear();
        all.append(next.body());
      }
      assertEquals("abc", all.toString());
    }
  }

  @Test
  void creditsBeyondAllBoundsAreOnlyMany() {
    try (TestServer server = Side.OURS.start(inPieces());
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      head(client, "Content-Length: 30000\r\n").send("a".repeat(100));
      Heard first = handler.hear();
      for (int i = 0; i < 10; i++) {
        handler.credit(999_999_999_999_999_999L, 1);
      }
      client.send("a".repeat(29_900));
      int heard = first.body().length();
      while (heard < 30_000) {
        heard += handler.hear().body().length();
      }
      assertEquals(30_000, heard);
    }
  }

  @ParameterizedTest
  @EnumSource
  void downloadsAreToldTheirCreditsAndGivenThemBack(Side side) {
    try (TestServer server = side.start(new Plan().setting("download.flow_control", 1));
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      client.get("/h");
      assertEquals("102400", handler.hear().header("DOWNLOAD_CREDITS"));
      handler.reply(JavaHandler.OK, 1);
      client.expect(JavaHandler.OK);
      assertEquals(
          Plan.SENDER
              + " 1 @* 41:{\"METHOD\":\"JSON\",\"DOWNLOAD_CREDITS\":\""
              + JavaHandler.OK.length()
              + "\"},18:{\"type\":\"credits\"},",
          new String(handler.hearBytes(), ISO_8859_1));
      client.get("/h/again");
      assertNull(handler.hear().header("DOWNLOAD_CREDITS"));
    }
  }

  @Test
  void moreThanItsCreditsEndsTheDownload() {
    try (OurServer server = OurServer.start(new Plan().setting("download.flow_control", 1));
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      client.get("/h");
      assertEquals(1, handler.hear().id());
      handler.reply("x".repeat(102_401), 1);
      client.expectEnd();
      handler.hearGone(1);
      assertEquals(1, server.count(Counter.MONGREL2_DOWNLOADS_EXCEEDED));
    }
  }
}
