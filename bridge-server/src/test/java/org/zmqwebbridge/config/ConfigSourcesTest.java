package org.zmqwebbridge.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
  void valuesOfAnotherReaderAreSettingsWithPlacesOfTheirOwn() {
    Section root =
        new ConfigSources()
            .values(
                Map.of("hosts", List.of("a", "b"), "limits", Map.of("max", 12, "mxa", true)),
                path -> "settings.properties, " + path)
            .read();

    assertEquals(List.of("a", "b"), root.texts("hosts"));
    Section limits = root.section("limits");
    assertEquals(12, limits.number("max", 0, 0, 99));
    assertEquals(
        "settings.properties, limits.mxa: unknown setting \"limits.mxa\"; did you mean \"max\"?",
        assertThrows(ConfigException.class, limits::end).getMessage());
  }

  @Test
  void aKeyWithAnUnderscoreIsWrittenInAVariableAsOthers() {
    Section store =
        new ConfigSources()
            .yaml("store: { key_prefix: a, other_key: b }", "zwb.yaml")
            .environment(Map.of("ZWB_STORE__KEY_PREFIX", "c"), Set.of())
            .read()
            .section("store");
    assertEquals("c", store.text("key_prefix").orElseThrow());
    assertEquals("b", store.text("other_key").orElseThrow());
    store.end();
    Section camel = read("keyPrefix: a");
    assertEquals(Optional.empty(), camel.text("key_prefix"));
    assertEquals(
        "zwb.yaml, line 1: unknown setting \"keyPrefix\"; did you mean \"key_prefix\"?",
        assertThrows(ConfigException.class, camel::end).getMessage());
  }

  @Test
  void aListOfSectionsHasThePlaceOfEachElement() {
    List<Section> all = read("list:\n- a: 1\n- a: many\n- {a: 3, b: 4}\n").sections("list");
    assertEquals(3, all.size());
    assertEquals(1, all.get(0).number("a", 0, 0, 9));
    assertEquals(
        "zwb.yaml, line 3: list.2.a: \"many\" is no whole number from 0 to 9",
        assertThrows(ConfigException.class, () -> all.get(1).number("a", 0, 0, 9)).getMessage());
    assertEquals(3, all.get(2).number("a", 0, 0, 9));
    assertEquals(
        "zwb.yaml, line 4: unknown setting \"list.3.b\"; did you mean \"a\"?",
        assertThrows(ConfigException.class, all.get(2)::end).getMessage());
    assertEquals(List.of(), read("").sections("list"));
    assertEquals(
        "zwb.yaml, line 1: list: is a list of sections; begin each with a hyphen, \"- key: value\"",
        assertThrows(ConfigException.class, () -> read("list: { a: 1 }").sections("list"))
            .getMessage());
    assertEquals(
        "zwb.yaml, line 2: list.2: is a section; write settings in it as \"key: value\"",
        assertThrows(ConfigException.class, () -> read("list: [{},\n word]").sections("list"))
            .getMessage());
  }

  @Test
  void aFileInJsonMayHaveTabsAndEscapedSlashes(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("a.conf");
    Files.writeString(file, "{\n\t\"a\": \"\\/x\\\\/\\u00fc\",\n\t\"b\":\t[1, true]\n}\n");
    Section root = new ConfigSources().json(file).read();
    assertEquals("/x\\/ü", root.text("a").orElseThrow());
    assertEquals(List.of("1", "true"), root.texts("b"));
    Files.writeString(file, "a: b\n");
    assertEquals(
        file + ": is no JSON, which would begin with {; is it YAML (--format yaml)?",
        assertThrows(ConfigException.class, () -> new ConfigSources().json(file).read())
            .getMessage());
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

  private static final Map<String, String> SERVICE_LINKS =
      Map.of(
          "ZWB_SERVICE_HOST", "10.96.14.7",
          "ZWB_SERVICE_PORT", "8000",
          "ZWB_SERVICE_PORT_WS", "8000",
          "ZWB_PORT", "tcp://10.96.14.7:8000",
          "ZWB_PORT_8000_TCP", "tcp://10.96.14.7:8000",
          "ZWB_PORT_8000_TCP_PROTO", "tcp",
          "ZWB_PORT_8000_TCP_PORT", "8000",
          "ZWB_PORT_8000_TCP_ADDR", "10.96.14.7",
          "ZWB_WEB_SERVICE_HOST", "fd00::7",
          "ZWB__WEB_2_SERVICE_HOST", "10.96.14.8");

  private static List<String> warnings(Map<String, String> environment) {
    return new ConfigSources()
        .environment(environment, Set.of())
        .read(
            (Section root) ->
                root.collecting(
                    section -> {
                      section.section("limits").end();
                      section.end();
                      return section.warnings();
                    }));
  }

  @Test
  void serviceLinksOfKubernetesAreIgnoredWithOneWarningThatNamesThem() {
    List<String> warnings = warnings(SERVICE_LINKS);
    assertEquals(1, warnings.size());
    SERVICE_LINKS.keySet().forEach(name -> assertTrue(warnings.get(0).contains(name), name));
    assertTrue(warnings.get(0).contains("enableServiceLinks: false"), warnings.get(0));
    assertEquals(List.of(), warnings(Map.of()));
  }

  @Test
  void whatIsNoServiceLinkStillStops() {
    for (Map.Entry<String, String> variable :
        Map.of(
                "ZWB_HOME", "/opt/zwb",
                "ZWB_VERSION", "1.2",
                "ZWB_PORT", "8000",
                "ZWB_SERVICE_HOST", "example.org",
                "ZWB_PORT_8000_TCP_PROTO", "smtp",
                "ZWB_LIMITS__SERVICE_PORTS", "8000")
            .entrySet()) {
      ConfigException stop =
          assertThrows(
              ConfigException.class,
              () -> warnings(Map.of(variable.getKey(), variable.getValue())),
              variable.getKey());
      assertTrue(stop.getMessage().contains(variable.getKey()), stop.getMessage());
    }
  }

  @Test
  void aMistakeBesideServiceLinksIsNotTakenForOne() {
    ConfigException stop =
        assertThrows(
            ConfigException.class,
            () -> warnings(Map.of("ZWB_A__B_SERVICE_HOST", "10.0.0.1", "ZWB_A__C", "1")));
    assertTrue(stop.getMessage().startsWith("environment variable ZWB_A__C: "), stop.getMessage());
  }

  @Test
  void aSettingThatIsNamedLikeAServiceLinkIsASetting() {
    Section root =
        new ConfigSources().environment(Map.of("ZWB_SERVICE_PORT", "8000"), Set.of()).read();
    assertEquals(8000, root.number("servicePort", 1, 1, 65535));
    root.end();
    assertEquals(List.of(), root.warnings());
  }

  @Test
  void mistakesOfSeveralSourcesAreSaidTogether() {
    ConfigException stop =
        assertThrows(
            ConfigException.class,
            () ->
                new ConfigSources()
                    .yaml("x: 1\n", "zwb.yaml")
                    .environment(Map.of("ZWB_LIMITS__", "1"), Set.of())
                    .set("nothing")
                    .read(
                        (Section root) ->
                            root.collecting(
                                section -> {
                                  section.end();
                                  return section;
                                })));
    assertEquals(3, stop.problems().size(), stop.getMessage());
  }

  @Test
  void aHintNamesTheCauseOfYamlThatCannotBeRead() {
    assertTrue(message("a:\n\tb: 1\n").contains("a tab"), message("a:\n\tb: 1\n"));
    String brackets = message("listen: [::]:8000\n");
    assertTrue(brackets.contains("put the address into quotes: \"[::]:8000\""), brackets);
    String star = message("listen: *:8000\n");
    assertTrue(star.contains("put the address into quotes: \"*:8000\""), star);
  }

  @Test
  void aFileMayBeginWithAByteOrderMarkAndHaveWindowsLineEnds(@TempDir Path folder)
      throws IOException {
    Path file = Files.writeString(folder.resolve("zwb.yaml"), "\uFEFFa: 5\r\nb: 6\r\n");
    Section root = new ConfigSources().file(file).read();
    assertEquals(5, root.number("a", 1, 1, 9));
    assertEquals(6, root.number("b", 1, 1, 9));
  }

  @Test
  void aFileInAnotherEncodingStopsWithTheCause(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("zwb.yaml");
    for (Charset utf16 :
        List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      Files.writeString(file, "a: 5\n", utf16);
      assertTrue(unreadable(file).contains("is in UTF-16"), unreadable(file));
    }
    Files.writeString(file, "a: \u00e9\n", StandardCharsets.ISO_8859_1);
    assertTrue(unreadable(file).contains("not text in UTF-8"), unreadable(file));
    assertTrue(unreadable(folder.resolve("absent")).contains("path right"));
  }

  private static String unreadable(Path file) {
    return assertThrows(ConfigException.class, () -> new ConfigSources().file(file).read())
        .getMessage();
  }

  private static String message(String yaml) {
    return assertThrows(ConfigException.class, () -> read(yaml)).getMessage();
  }
}
