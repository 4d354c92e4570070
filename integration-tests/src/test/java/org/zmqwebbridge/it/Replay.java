package org.zmqwebbridge.it;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.zmqwebbridge.kit.ConversationFolder;

/**
 * A running bridge, a raw page and services that hold one conversation, step by step.
 *
 * <p>Owner thread: the test's.
 */
interface Replay extends AutoCloseable {
  void step(JsonObject step);

  /** Fails where something does not hold of all of it. */
  default void end() {}

  @Override
  void close();

  /**
   * A test of each conversation, in the clear and over TLS.
   *
   * @param starts a bridge for one of them
   */
  static Stream<DynamicTest> all(
      ConversationFolder conversations, BiFunction<Wire, JsonObject, Replay> starts) {
    return Stream.of(Wire.values())
        .flatMap(
            wire ->
                conversations.names().stream()
                    .map(
                        name ->
                            DynamicTest.dynamicTest(
                                wire + " " + name,
                                () -> hold(conversations.read(name), wire, starts))));
  }

  private static void hold(
      JsonObject conversation, Wire wire, BiFunction<Wire, JsonObject, Replay> starts) {
    try (Replay replay = starts.apply(wire, conversation)) {
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
  }
}
