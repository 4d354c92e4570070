package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The running bridge holds every conversation of {@code docs/protocol/conversations}. */
final class ConversationTest {
  private static final Path FOLDER = Path.of("..", "docs", "protocol", "conversations");

  private static List<Path> conversations() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  @TestFactory
  Stream<DynamicTest> everyConversationIsHeldOnEveryWire() throws IOException {
    List<Path> files = conversations();
    if (files.isEmpty()) {
      throw new AssertionError("no conversations in " + FOLDER);
    }
    return Stream.of(Wire.values()).flatMap(wire -> files.stream().map(file -> replay(wire, file)));
  }

  private static DynamicTest replay(Wire wire, Path file) {
    return DynamicTest.dynamicTest(
        wire + " " + file.getFileName(),
        () -> {
          String text = Files.readString(file, UTF_8);
          JsonObject conversation = JsonParser.parseString(text).getAsJsonObject();
          try (Conversation replay = new Conversation(wire, conversation)) {
            int number = 0;
            for (JsonElement step : conversation.getAsJsonArray("steps")) {
              number++;
              try {
                replay.step(step.getAsJsonObject());
              } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError("step " + number + ": " + step, failure);
              }
            }
          }
        });
  }
}
