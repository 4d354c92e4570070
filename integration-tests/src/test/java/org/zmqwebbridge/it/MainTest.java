package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The program: its configuration from file, environment and command line, and how it ends. */
final class MainTest {
  private static final List<String> EPHEMERAL =
      List.of("--set", "listen=127.0.0.1:0", "--set", "management=127.0.0.1:0");

  @TempDir private Path folder;

  private Path file(String... lines) {
    try {
      return Files.write(folder.resolve("zwb.yaml"), List.of(lines));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String[] serve(String... more) {
    return Stream.of(List.of("serve"), EPHEMERAL, List.of(more))
        .flatMap(List::stream)
        .toArray(String[]::new);
  }

  @Test
  void itServesWhatItsFileSays() {
    try (BackEnd echo = BackEnd.echo()) {
      Path file =
          file(
              "endpoints:",
              "  echo: { type: REQ, address: \"" + echo.address() + "\" }",
              "limits: { maxMessageBytes: 4096 }");
      try (MainProcess main = MainProcess.start(serve("--config", file.toString()))) {
        RawPage page = RawPage.open(Upgrade.to(Wire.CLEAR, main.port()));
        page.connected("a", "echo", Json.REQ);
        page.send("a", "x").expect("a", "x");
        page.send("a", "y".repeat(5000));
        assertEquals(1009, page.closeCode());
        assertEquals("127.0.0.1", main.management().getHost());
      }
    }
  }

  /** A hosts file stands for the DNS, after all that Java remembers of it. */
  @Test
  void aServiceWhoseNameMovesIsFollowed() throws IOException {
    int port = FreePort.find();
    Path hosts = Files.writeString(folder.resolve("hosts"), "127.0.0.2 echo.test\n");
    Map<String, String> dns = Map.of("JAVA_TOOL_OPTIONS", "-Djdk.net.hosts.file=" + hosts);
    String address = "endpoints.echo.address=tcp://echo.test:" + port;
    String type = "endpoints.echo.type=REQ";
    try (MainProcess main = MainProcess.start(dns, serve("--set", address, "--set", type));
        RawPage page = RawPage.open(Upgrade.to(Wire.CLEAR, main.port()))) {
      page.connected("a", "echo", Json.REQ);
      try (BackEnd here = BackEnd.echoAt("127.0.0.2", port)) {
        page.send("a", "x").expect("a", "x");
        assertEquals(port, here.port());
      }
      Files.writeString(hosts, "127.0.0.3 echo.test\n");
      try (BackEnd there = BackEnd.echoAt("127.0.0.3", port)) {
        page.send("a", "y").expect("a", "y");
        assertEquals(port, there.port());
      }
    }
  }

  @Test
  void sigtermTellsThePagesAndEndsIt() {
    try (BackEnd echo = BackEnd.echo();
        MainProcess main =
            MainProcess.start(
                serve(
                    "--set",
                    "endpoints.echo.type=REQ",
                    "--set",
                    "endpoints.echo.address=" + echo.address()))) {
      int port = main.port();
      RawPage page = RawPage.open(Upgrade.to(Wire.CLEAR, port));
      page.connected("a", "echo", Json.REQ);
      main.terminate();
      assertEquals(1012, page.closeCode());
      assertEquals(0, main.exitCode(), "a stop in order is no failure");
    }
  }

  @Test
  void theEnvironmentOverridesTheFileAndTheCommandLineBoth() {
    Path file = file("limits:", "  maxMessageBytes: 2000", "websocket: { path: /file }");
    Map<String, String> environment =
        Map.of("ZWB_LIMITS__MAX_MESSAGE_BYTES", "3000", "ZWB_WEBSOCKET__PATH", "/environment");
    try (MainProcess main =
        MainProcess.start(
            environment, serve("--config", file.toString(), "--set", "websocket.path=/line"))) {
      Upgrade upgrade = Upgrade.to(Wire.CLEAR, main.port());
      assertEquals(404, upgrade.target("/file").status());
      assertEquals(404, upgrade.target("/environment").status());
      RawPage page = RawPage.open(upgrade.target("/line"));
      page.send("a", "x".repeat(2500)).expectError("a", "not_connected");
      page.send("a", "x".repeat(3500));
      assertEquals(1009, page.closeCode());
    }
  }

  @Test
  void authClassNamesTheHooks() {
    try (BackEnd echo = BackEnd.echo();
        MainProcess main =
            MainProcess.start(
                serve(
                    "--set",
                    "endpoints.echo={type: REQ, address: \"" + echo.address() + "\"}",
                    "--set",
                    "auth.class=" + AuthClasses.MembersOnly.class.getName()))) {
      RawPage page = RawPage.open(Upgrade.to(Wire.CLEAR, main.port()));
      page.connect("a", "echo", Json.REQ, "username", "eve").expectRefused("a", "not_allowed");
      page.connected("a", "echo", Json.REQ, "username", "hugo");
      page.close();
    }
  }

  static Stream<Arguments> wrongConfigurations() {
    String classes = AuthClasses.class.getName();
    return Stream.of(
        Arguments.of("limits:\n  maxMesageBytes: 5000", List.of("line 2", "maxMessageBytes")),
        Arguments.of("a: 1\nlimts: {}", List.of("line 1", "\"a\"")),
        Arguments.of("limts: {}", List.of("line 1", "did you mean \"limits\"")),
        Arguments.of("limits: { maxMessageBytes: many }", List.of("line 1", "many", "1024")),
        Arguments.of("limits: { maxMessageBytes: 1 }", List.of("limits.maxMessageBytes", "1024")),
        Arguments.of("limits: []", List.of("limits", "section")),
        Arguments.of("limits: {}\nlimits: {}", List.of("line 2", "limits")),
        Arguments.of("a: [", List.of("line 2")),
        Arguments.of("\ttab: 1", List.of("line 1")),
        Arguments.of("- a list", List.of("mapping")),
        Arguments.of("listen: eight", List.of("listen", "127.0.0.1:8000")),
        Arguments.of("listen: [::]:8000", List.of("line 1", "into quotes", "[::]:8000")),
        Arguments.of("listn: x\nlimts: {}", List.of("line 1", "listn", "line 2", "limts")),
        Arguments.of("endpoints: { e: { type: sub } }", List.of("write SUB", "e.address")),
        Arguments.of("x: &d {type: SUB}", List.of("unknown setting \"x\"", "known here")),
        Arguments.of("listen: example.com:80", List.of("listen", "127.0.0.1:8000")),
        Arguments.of("management: 0.0.0.0:9000", List.of("management", "loopback")),
        Arguments.of("management: { listen: \"0.0.0.0:9000\" }", List.of("line 1", "secretFile")),
        Arguments.of(
            "management: { secretFile: absent }", List.of("line 1", "absent", "path right")),
        Arguments.of("management: { hosts: [\"a:1\"] }", List.of("line 1", "management.hosts")),
        Arguments.of("management: { secret: x }", List.of("management.secret", "secretFile")),
        Arguments.of("websocket: { path: data }", List.of("slash")),
        Arguments.of("websocket: { origins: [example.com] }", List.of("https://example.com")),
        Arguments.of("endpoints: { e: { type: REQ } }", List.of("endpoints.e.address", "missing")),
        Arguments.of(
            "endpoints: { e: { type: ROUTER, address: \"tcp://127.0.0.1:1\" } }",
            List.of("endpoints.e.type", "REQ, SUB, REP")),
        Arguments.of(
            "endpoints: { e: { type: REQ, address: \"tcp://*:1\" } }",
            List.of("endpoints.e.address")),
        Arguments.of(
            "endpoints:\n  a: { type: REP, address: \"tcp://0.0.0.0:1\" }\n"
                + "  b: { type: REP, address: \"TCP://*:1\" }",
            List.of("endpoints a and b", "same address", "a port of its own")),
        Arguments.of("pages: absent", List.of("line 1", "pages", "no folder", "absent")),
        Arguments.of("pages: { index: a.html }", List.of("pages.folder", "missing")),
        Arguments.of("pages: .", List.of("line 1", "would publish the configuration file")),
        Arguments.of("pages: { folder: .. }", List.of("would publish the configuration file")),
        Arguments.of("tls: { certificate: missing.pem, key: missing.pem }", List.of("missing.pem")),
        Arguments.of(
            "tls: { certificate: a.pem }", List.of("tls.certificate", "a.pem does not exist")),
        Arguments.of("auth: { class: com.example.Absent }", List.of("com.example.Absent")),
        Arguments.of("auth: { class: " + classes + "$Stranger }", List.of("no subclass")),
        Arguments.of("auth: { class: " + classes + "$Unfinished }", List.of("cannot be constr")),
        Arguments.of("auth: { class: " + classes + "$Demanding }", List.of("cannot be constr")),
        Arguments.of("auth: { class: " + classes + "$Hidden }", List.of("cannot be constructed")),
        Arguments.of("auth: { class: " + classes + "$Failing }", List.of("no database")));
  }

  @ParameterizedTest
  @MethodSource("wrongConfigurations")
  void aWrongConfigurationStopsTheStartAndSaysWhereAndWhat(String yaml, List<String> says) {
    Path file = file(yaml.split("\n", -1));
    MainProcess serve = MainProcess.start("serve", "--config", file.toString());
    MainProcess check = MainProcess.start("config", "check", file.toString());
    for (MainProcess main : List.of(check, serve)) {
      String output = main.output();
      assertEquals(1, main.exitCode(), output);
      for (String part : says) {
        assertTrue(output.contains(part), () -> "\"" + part + "\" in: " + output);
      }
      assertFalse(output.contains("\tat "), () -> "a stack trace: " + output);
    }
  }

  static Stream<Arguments> wrongEnvironments() {
    return Stream.of(
        Arguments.of("ZWB_LIMTS__MAX_MESSAGE_BYTES", "5000"),
        Arguments.of("ZWB_LIMITS__MAX_MESSAGE_BYTES", "[1, 2]"),
        Arguments.of("ZWB_LIMITS__MAX_MESSAGE_BYTES", "{"),
        Arguments.of("ZWB_LIMITS__", "1"),
        Arguments.of("ZWB_LIMITS__MAX__MESSAGE_", "1"),
        Arguments.of("ZWB___", "1"),
        Arguments.of("ZWB_", "1"));
  }

  @ParameterizedTest
  @MethodSource("wrongEnvironments")
  void aWrongVariableStopsTheStartAndIsNamed(String name, String value) {
    try (MainProcess main = MainProcess.start(Map.of(name, value), serve())) {
      String output = main.output();
      assertEquals(1, main.exitCode(), output);
      assertTrue(output.contains(name), output);
      assertFalse(output.contains("\tat "), () -> "a stack trace: " + output);
    }
  }

  static Stream<List<String>> wrongCommands() {
    return Stream.of(
        List.of(),
        List.of("dance"),
        List.of("config"),
        List.of("config", "print"),
        List.of("config", "check", "--config"),
        List.of("serve", "--what"),
        List.of("serve", "--config"),
        List.of("serve", "--pages"),
        List.of("init", "one", "two"),
        List.of("init", "--force"),
        List.of("version", "please"),
        List.of("serve", "--set"));
  }

  @ParameterizedTest
  @MethodSource("wrongCommands")
  void aWrongCommandExitsWith2AndSaysHow(List<String> arguments) {
    try (MainProcess main = MainProcess.start(arguments.toArray(String[]::new))) {
      assertEquals(2, main.exitCode());
      assertTrue(main.output().contains("usage: "), main.output());
    }
  }

  /** As the kubelet does for a service called zwb. */
  @Test
  void serviceLinksStopNothingAndWhatElseIsUnknownStopsCheckAndServeAlike() {
    Path file = file("endpoints: { e: { type: REQ, address: \"tcp://127.0.0.1:1\" } }");
    Map<String, String> links =
        Map.of("ZWB_SERVICE_HOST", "10.96.14.7", "ZWB_PORT", "tcp://10.96.14.7:8000");
    String[] serve = serve("--config", file.toString());
    try (MainProcess main = MainProcess.start(links, serve);
        MainProcess check = MainProcess.start(links, "config", "check", file.toString())) {
      String warning = main.awaitLine("enableServiceLinks");
      assertTrue(warning.contains("ZWB_PORT, ZWB_SERVICE_HOST"), warning);
      assertTrue(main.port() > 0);
      assertEquals(0, check.exitCode(), check.output());
      assertTrue(check.output().contains("enableServiceLinks"), check.output());
    }
    Map<String, String> unknown = Map.of("ZWB_HOME", "/opt/zwb");
    try (MainProcess main = MainProcess.start(unknown, serve);
        MainProcess check = MainProcess.start(unknown, "config", "check", file.toString())) {
      for (MainProcess each : List.of(main, check)) {
        assertEquals(1, each.exitCode(), each.output());
        assertTrue(each.output().contains("environment variable ZWB_HOME"), each.output());
      }
    }
  }

  @Test
  void checkSeesWhatIsSetOnTheCommandLine() {
    try (MainProcess check =
        MainProcess.start("config", "check", "--set", "limits.maxMessageBytes=1")) {
      assertEquals(1, check.exitCode());
      assertTrue(check.output().contains("--set limits.maxMessageBytes=1: "), check.output());
    }
  }

  @Test
  void oneLineSaysWhatIsOpen() {
    try (MainProcess main =
        MainProcess.start(
            serve(
                "--set",
                "endpoints.quotes={type: SUB, address: \"tcp://127.0.0.1:1\"}",
                "--set",
                "listen=localhost:0"))) {
      String line = main.awaitLine("open: ");
      assertTrue(line.contains("WebSocket at /data"), line);
      assertTrue(line.contains("endpoints quotes (SUB)"), line);
      assertTrue(line.contains("127.0.0.1:" + main.port()), line);
      assertTrue(line.contains("management on 127.0.0.1:"), line);
    }
  }

  @Test
  void whatIsUnwiseIsAWarningAndNoMistake() {
    Path file = file("listen: \":8000\"", "limits: { maxConnectionsPerAddress: 0 }");
    try (MainProcess check = MainProcess.start("config", "check", file.toString())) {
      String output = check.output();
      assertEquals(0, check.exitCode(), output);
      for (String part : List.of("*:8000", "configure tls", "maxConnectionsPerAddress", "none")) {
        assertTrue(output.contains(part), output);
      }
      // Warnings go to standard error, so that either may be written first.
      assertTrue(output.lines().anyMatch((file + ": valid")::equals), output);
    }
  }

  @Test
  void aValidFileIsCalledValid() {
    Path file = file("listen: 127.0.0.1:8000");
    try (MainProcess main = MainProcess.start("config", "check", file.toString())) {
      assertEquals(0, main.exitCode());
      assertTrue(main.output().contains("valid"), main.output());
    }
  }

  @Test
  void aTakenPortStopsTheStart() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String taken = "127.0.0.1:" + other.getLocalPort();
      try (MainProcess main =
          MainProcess.start(
              "serve", "--set", "listen=" + taken, "--set", "management=127.0.0.1:0")) {
        assertEquals(1, main.exitCode());
        assertTrue(main.output().contains(taken), main.output());
      }
    }
  }
}
