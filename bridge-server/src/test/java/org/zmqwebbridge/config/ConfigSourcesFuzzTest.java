package org.zmqwebbridge.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmqwebbridge.fuzz.Choices;

/** A configuration is read, or stops the start with its place; nothing else ever happens. */
class ConfigSourcesFuzzTest {
  static Stream<byte[]> files() {
    return Stream.of(
            "listen: 127.0.0.1:8000\nlimits: {a: 1, b: [x, y]}\n",
            "a: &x [1]\nb: *x\n",
            "\"a\\0b\": 'c'\n? d\n: |\n  text\n",
            "- a\n",
            "a: {b: {c: {d: 1}}}\na2: ~\n--- x")
        .map(text -> text.getBytes(UTF_8));
  }

  @MethodSource("files")
  @FuzzTest
  void yaml(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    try {
      ask(new ConfigSources().yaml(text, "zwb.yaml").read());
    } catch (ConfigException stop) {
      assertTrue(stop.getMessage().contains("zwb.yaml"), stop.getMessage());
    }
  }

  /** Asks for everything in every way. */
  private static void ask(Section section) {
    for (String key : section.orderedKeys()) {
      assertTrue(section.keys().contains(key));
      refused(() -> section.text(key));
      refused(() -> section.requiredText(key));
      refused(() -> section.texts(key));
      refused(() -> section.parsed(key, Integer::valueOf));
      refused(() -> assertTrue(section.number(key, 5, 1, 9) >= 1));
      refused(() -> ask(section.section(key)));
      refused(() -> section.requiredText(key + "?"));
      section.end();
    }
    assertFalse(section.where().isEmpty());
  }

  private static void refused(Runnable question) {
    try {
      question.run();
    } catch (ConfigException stop) {
      assertFalse(stop.getMessage().isBlank());
    }
  }

  @FuzzTest
  void environment(byte[] bytes) {
    Choices choices = new Choices(bytes);
    String name = choices.of("ZWB_", "ZWB_A__B_C", "OTHER") + choices.text(20);
    String value = choices.text(40);
    try {
      Section root = new ConfigSources().environment(Map.of(name, value), Set.of("ZWB_A")).read();
      boolean setting = name.startsWith("ZWB_") && !name.equals("ZWB_A");
      assertEquals(setting ? 1 : 0, root.keys().size());
      ask(root);
    } catch (ConfigException stop) {
      assertTrue(stop.getMessage().contains(name), stop.getMessage());
    }
  }

  @FuzzTest
  void set(byte[] bytes) {
    String assignment = new String(bytes, UTF_8);
    try {
      Section root = new ConfigSources().yaml("a: {b: 1}", "zwb.yaml").set(assignment).read();
      String first = assignment.split("[.=]", -1)[0];
      assertEquals(Set.copyOf(List.of("a", first)), root.keys());
      ask(root);
    } catch (ConfigException stop) {
      assertTrue(stop.getMessage().contains("--set " + assignment), stop.getMessage());
    }
  }

  @FuzzTest
  void suggestion(byte[] bytes) {
    Choices choices = new Choices(bytes);
    String word = choices.text(30);
    List<String> known = List.of(choices.text(30), choices.text(30), "maxMessageBytes");
    Suggestion.nearest(word, known).ifPresent(near -> assertTrue(known.contains(near)));
    assertEquals(
        "maxMessageBytes", Suggestion.nearest("maxMesageBytes", known.subList(2, 3)).get());
  }
}
