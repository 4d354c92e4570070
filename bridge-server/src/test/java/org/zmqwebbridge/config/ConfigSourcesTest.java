package org.zmqwebbridge.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfigSourcesTest {
  private static Section read(String yaml) {
    return new ConfigSources().yaml(yaml, "zwb.yaml").read();
  }

  @Test
  void anUnknownKeyStopsWithItsLineAndASuggestion() {
    Section root = read("listen: a\nlimits:\n  maxMesageBytes: 5\n");
    root.text("listen");
    Section limits = root.section("limits");
    limits.number("maxMessageBytes", 1, 1, 9);
    ConfigException stop = assertThrows(ConfigException.class, limits::end);
    assertEquals(
        "zwb.yaml, line 3: unknown setting \"limits.maxMesageBytes\"; did you mean"
            + " \"maxMessageBytes\"?",
        stop.getMessage());
  }

  @Test
  void laterSourcesWin() {
    Section limits =
        new ConfigSources()
            .yaml("limits: { a: 1, maxMessageBytes: 2, c: 3 }", "zwb.yaml")
            .environment(
                Map.of("ZWB_LIMITS__MAX_MESSAGE_BYTES", "5", "ZWB_HEAP", "x", "PATH", "y"),
                Set.of("ZWB_HEAP"))
            .set("limits.c=7")
            .read()
            .section("limits");
    assertEquals(1, limits.number("a", 0, 0, 9));
    assertEquals(5, limits.number("maxMessageBytes", 0, 0, 9));
    assertEquals(7, limits.number("c", 0, 0, 9));
    limits.end();
  }

  @Test
  void aWrongValueIsSaidWithItsPlace() {
    ConfigException stop =
        assertThrows(ConfigException.class, () -> read("\na: many").number("a", 1, 1, 10));
    assertEquals(
        "zwb.yaml, line 2: a: \"many\" is no whole number from 1 to 10", stop.getMessage());
    ConfigException env =
        assertThrows(
            ConfigException.class,
            () ->
                new ConfigSources()
                    .environment(Map.of("ZWB_A", "11"), Set.of())
                    .read()
                    .number("a", 1, 1, 10));
    assertTrue(env.getMessage().startsWith("environment variable ZWB_A: a: "), env.getMessage());
  }

  @Test
  void listsSectionsAndAbsenceAreToldApart() {
    Section root = read("origins: [a, b]\nempty: []\nnothing:\nname: x\n");
    assertEquals(List.of("a", "b"), root.texts("origins"));
    assertEquals(List.of(), root.texts("empty"));
    assertEquals(List.of(), root.texts("absent"));
    assertTrue(root.text("nothing").isEmpty());
    assertThrows(ConfigException.class, () -> root.section("name"));
    assertThrows(ConfigException.class, () -> root.texts("name"));
    assertThrows(ConfigException.class, () -> root.text("origins"));
    assertThrows(ConfigException.class, () -> root.requiredText("absent"));
  }

  @Test
  void malformedYamlStopsWithItsLine() {
    assertTrue(message("a: [1\n").contains("zwb.yaml, line "), message("a: [1\n"));
    assertTrue(message("a: 1\na: 2\n").contains("line 2"), message("a: 1\na: 2\n"));
    assertTrue(message("- a\n").contains("no mapping"), message("- a\n"));
  }

  private static String message(String yaml) {
    return assertThrows(ConfigException.class, () -> read(yaml)).getMessage();
  }
}
