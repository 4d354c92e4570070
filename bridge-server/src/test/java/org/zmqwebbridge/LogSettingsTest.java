package org.zmqwebbridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.SLF4JServiceProvider;
import org.zmqwebbridge.config.ConfigException;
import org.zmqwebbridge.config.ConfigSources;
import org.zmqwebbridge.edge.access.AccessSettings;
import org.zmqwebbridge.log.LogFormat;
import org.zmqwebbridge.log.LogLevels;

/** {@code log: …}, and whose log it is. */
class LogSettingsTest {
  private static final int DEBUG = Level.DEBUG.toInt();

  private static LogSettings read(ConfigSources sources) {
    return LogSettings.read(sources.read().section("log"));
  }

  private static LogSettings read(String yaml) {
    return read(new ConfigSources().yaml(yaml, "test"));
  }

  private static ConfigSources variable(String name, String value) {
    return new ConfigSources().environment(Map.of(name, value), Set.of());
  }

  @Test
  void withoutSettingsItIsInfoAndText() {
    assertEquals(
        new LogSettings(LogLevels.DEFAULT, LogFormat.TEXT, AccessSettings.OFF), read("{}"));
  }

  @Test
  void theLevelComesFromEverySource() {
    assertEquals(DEBUG, read("log: { level: debug }").levels().general());
    assertEquals(DEBUG, read(new ConfigSources().set("log.level=debug")).levels().general());
    assertEquals(DEBUG, read(variable("ZWB_LOG__LEVEL", "debug")).levels().general());
    assertEquals(DEBUG, read(variable("ZWB_LOG__LEVEL", "DEBUG")).levels().general());
    assertEquals(LogLevels.OFF, read("log: { level: off }").levels().general());
    assertEquals(LogFormat.JSON, read(variable("ZWB_LOG__FORMAT", "json")).format());
  }

  @Test
  void namesWithDotsComeFromEverySource() {
    for (ConfigSources sources :
        List.of(
            new ConfigSources().yaml("log: {levels: {org.zmqwebbridge.edge: debug}}", "a"),
            new ConfigSources().yaml("log: {levels: {org: {zmqwebbridge.edge: debug}}}", "a"),
            new ConfigSources().set("log.levels.org.zmqwebbridge.edge=debug"),
            new ConfigSources().set("log.levels={org.zmqwebbridge.edge: debug}"),
            variable("ZWB_LOG__LEVELS", "{org.zmqwebbridge.edge: debug}"),
            variable("ZWB_LOG__LEVELS__ORG__ZMQWEBBRIDGE__EDGE", "debug"))) {
      assertEquals(DEBUG, read(sources).levels().byName().get("org.zmqwebbridge.edge"));
    }
  }

  @Test
  void theCommandLineWinsOverTheFileForTheSameName() {
    ConfigSources sources =
        new ConfigSources()
            .yaml("log: {levels: {org.zmqwebbridge.edge: error}}", "a")
            .set("log.levels.org.zmqwebbridge.edge=debug");
    assertEquals(DEBUG, read(sources).levels().byName().get("org.zmqwebbridge.edge"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "level: verbose",
        "levels: { org.zmqwebbridge: 7 }",
        "levels: { org: {} }",
        "levels: debug",
        "format: xml",
        "file: log"
      })
  void whatIsWrongIsSaidWithItsPlace(String wrong) {
    ConfigException said =
        assertThrows(ConfigException.class, () -> read("log:\n  " + wrong + "\n"));
    assertTrue(said.getMessage().contains("line 2"), said.getMessage());
  }

  @Test
  void aLibrarysDetailsCannotBeAskedFor() {
    for (String name : List.of("org.eclipse.jetty", "org.eclipse.jetty.http.HttpParser")) {
      for (String level : List.of("trace", "debug")) {
        ConfigException said =
            assertThrows(
                ConfigException.class,
                () -> read("log: { levels: { " + name + ": " + level + " } }"));
        assertTrue(said.getMessage().contains("info is the least"), said.getMessage());
      }
      assertEquals(
          Level.INFO.toInt(),
          read("log: { levels: { " + name + ": info } }").levels().byName().get(name));
    }
  }

  @Test
  void whatDiffersIsNamed() {
    LogSettings changed = read("log: { level: warn, levels: { a: debug }, format: json }");
    assertEquals(
        List.of("log.level", "log.levels", "log.format"),
        changed.differences(LogSettings.DEFAULTS));
    assertEquals(List.of(), changed.differences(changed));
  }

  /** These tests have a backend of their own, as an application with a bridge inside it has. */
  @Test
  void anApplicationsOwnLogWins() {
    read("log: { level: off, format: json }").apply();
    try (Bridge bridge =
        Bridge.builder().listen("127.0.0.1:0").management("127.0.0.1:0").build().start()) {
      assertTrue(bridge.port() > 0);
      assertEquals(
          "org.slf4j.simple.SimpleLoggerFactory",
          LoggerFactory.getILoggerFactory().getClass().getName());
      assertEquals(null, System.getProperty(LoggerFactory.PROVIDER_PROPERTY_KEY));
      for (SLF4JServiceProvider found : ServiceLoader.load(SLF4JServiceProvider.class)) {
        assertFalse(found.getClass().getName().startsWith("org.zmqwebbridge."), "" + found);
      }
    }
  }
}
