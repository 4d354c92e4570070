package org.zmqwebbridge.it.grip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.kit.Await;

/**
 * npm's GRIP libraries, unchanged, as origins and publishers: @fanoutio/serve-grip
 * and @fanoutio/grip, @fanoutio/eventstream, express-grip and grip.
 */
final class NpmLibrariesTest {
  private static final String KEY = "changeme";

  private static NpmBridge signed() {
    return new NpmBridge(Optional.of(KEY), KEY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/new", "/old"})
  void aStreamHearsWhatIsPublished(String library) throws IOException {
    try (NpmBridge npm = signed();
        BufferedReader stream = NpmBridge.lines(npm.open(library + "/stream"))) {
      assertEquals("[open]", stream.readLine());
      npm.say(library + "/say", "one");
      assertEquals("one", stream.readLine());
      npm.say(library + "/say", "two");
      assertEquals("two", stream.readLine());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/new", "/old"})
  void aLongPollIsAnsweredWithWhatIsPublished(String library) throws Exception {
    try (NpmBridge npm = signed()) {
      CompletableFuture<String> answer =
          CompletableFuture.supplyAsync(
              () -> {
                try (BufferedReader poll = NpmBridge.lines(npm.open(library + "/poll"))) {
                  return poll.readLine();
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              });
      npm.awaitChannels(1);
      npm.say(library + "/say", "news");
      assertEquals("news", answer.get(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS));
    }
  }

  @Test
  void eventsAreStreamed() throws IOException {
    try (NpmBridge npm = signed()) {
      HttpURLConnection connection = npm.open("/sse");
      connection.setRequestProperty("Accept", "text/event-stream");
      try (BufferedReader events = NpmBridge.lines(connection)) {
        assertTrue(connection.getContentType().startsWith("text/event-stream"));
        npm.awaitChannels(1);
        npm.say("/sse/say", "news");
        String line = events.readLine();
        while (!line.startsWith("data: {")) { // what says that the stream is open has no data
          line = events.readLine();
        }
        assertEquals("data: {\"text\":\"news\"}", line);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/new, changeme, true",
    "/new, another, false",
    "/old, changeme, true",
    "/old, another, false"
  })
  void theSignatureIsOfTheirKeyOrOfAnother(String library, String signed, String believed)
      throws IOException {
    try (NpmBridge npm = new NpmBridge(Optional.of(signed), KEY);
        BufferedReader said = NpmBridge.lines(npm.open(library + "/signed"))) {
      assertEquals(believed, said.readLine());
    }
  }

  /** serve-grip holds nothing that is not signed; express-grip does not ask. */
  @Test
  void whatIsNotSignedIsHeldWhereNobodyAsksForIt() throws IOException {
    try (NpmBridge npm = new NpmBridge(Optional.empty(), "-");
        BufferedReader stream = NpmBridge.lines(npm.open("/old/stream"))) {
      assertEquals("[open]", stream.readLine());
      npm.say("/old/say", "news");
      assertEquals("news", stream.readLine());
      assertEquals(500, npm.open("/new/stream").getResponseCode());
    }
  }
}
