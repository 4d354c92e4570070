package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The running bridge holds the conversations of {@code docs/protocol/conversations-2}. */
final class SecondConversationTest {
  private static final Path FOLDER = Path.of("..", "docs", "protocol", "conversations-2");

  private static List<Path> conversations() throws IOException {
    List<Path> held = new ArrayList<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.filter(it -> it.toString().endsWith(".json")).sorted().toList()) {
        held.add(file);
      }
    }
    assertTrue(held.size() > 120, "only " + held.size() + " conversations");
    return held;
  }

  private static JsonObject read(Path file) throws IOException {
    return JsonParser.parseString(Files.readString(file, UTF_8)).getAsJsonObject();
  }

  @TestFactory
  Stream<DynamicTest> everyConversationIsHeldInTheClearAndOverTls() throws IOException {
    List<Path> files = conversations();
    return Stream.of(Wire.values()).flatMap(wire -> files.stream().map(file -> replay(wire, file)));
  }

  private static DynamicTest replay(Wire wire, Path file) {
    return DynamicTest.dynamicTest(
        wire + " " + file.getFileName(),
        () -> {
          JsonObject conversation = read(file);
          try (SecondConversation replay = new SecondConversation(wire, conversation)) {
            int number = 0;
            for (JsonElement step : conversation.getAsJsonArray("steps")) {
              number++;
              try {
                replay.step(step.getAsJsonObject());
              } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError("step " + number + ": " + step, failure);
              }
            }
            replay.end();
          }
        });
  }
}
