package org.zmqwebbridge.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The demo as a process: what it prints, how it ends. */
class DemoMainTest {
  private Process process;

  @AfterEach
  void end() {
    process.destroyForcibly();
  }

  @Test
  void sigtermEndsItWithStatusZero() throws Exception {
    run("--port", "0");
    List<String> said = readUntil("Ctrl-C");

    assertTrue(said.stream().anyMatch(line -> line.matches(".*http://127.0.0.1:[1-9]\\d+/")));
    for (String name : List.of("echo", "quotes", "members", "page", "chat", "rpc", "jobs")) {
      assertTrue(said.stream().anyMatch(line -> line.startsWith("  " + name + " ")), name);
    }
    for (String curl : List.of("req/echo", "push/jobs", "sub/quotes\\?topic=NOVA'")) {
      String line = "  curl .*http://127.0.0.1:[1-9]\\d+/" + curl;
      assertTrue(said.stream().anyMatch(one -> one.matches(line)), said.toString());
    }
    process.destroy();
    assertEquals(0, status());
  }

  @Test
  void aTakenPortIsNamedAndSoIsTheWayOut() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      run("--port", String.valueOf(taken.getLocalPort()));
      List<String> said = readUntil("--port 0");

      assertTrue(
          said.toString().contains("port " + taken.getLocalPort() + " on 127.0.0.1 is taken"));
      assertEquals(1, status());
    }
  }

  @Test
  void theDemoOfMongrel2EndsWithItsHandlers() throws Exception {
    run("--mongrel2", "--port", "0");
    List<String> said = readUntil("Ctrl-C");

    for (String name : List.of("site", "hello", "chat", "radio", "upload")) {
      assertTrue(said.stream().anyMatch(line -> line.startsWith("  " + name + " ")), name);
    }
    List<ProcessHandle> handlers = process.descendants().toList();
    process.destroy();
    assertEquals(0, status());
    handlers.forEach(handler -> handler.onExit().join());
  }

  @Test
  void whatIsUnknownToTheDemoOfMongrel2IsAnsweredWithItsUsage() throws Exception {
    run("--mongrel2", "--chat", "python");
    List<String> said = readUntil("usage: zwb demo --mongrel2");

    assertTrue(said.contains("demo: unknown option --chat with --mongrel2"), said.toString());
    assertEquals(2, status());
  }

  @Test
  void aWrongWordIsAnsweredWithTheUsage() throws Exception {
    run("--prot", "8000");
    List<String> said = readUntil("usage: zwb demo");

    assertTrue(said.contains("demo: unknown option --prot"), said.toString());
    assertEquals(2, status());
  }

  /** Here a library is missing; the services have threads by the time that this is found. */
  @Test
  void anErrorAtTheStartEndsItToo() throws Exception {
    String complete = System.getProperty("java.class.path");
    List<String> parts = new ArrayList<>(List.of(complete.split(File.pathSeparator)));
    assertTrue(parts.removeIf(part -> part.contains("jetty-server")), complete);
    runOn(String.join(File.pathSeparator, parts), "--port", "0");

    assertEquals(1, status());
    List<String> said = readUntil("demo: ");
    String error = "NoClassDefFoundError: org/eclipse/jetty/";
    assertTrue(said.toString().contains(error), said::toString);
  }

  private void run(String... words) throws IOException {
    runOn(System.getProperty("java.class.path"), words);
  }

  private void runOn(String classPath, String... words) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                classPath,
                DemoMain.class.getName()));
    command.addAll(List.of(words));
    process = new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private List<String> readUntil(String part) throws IOException {
    List<String> lines = new ArrayList<>();
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      lines.add(line);
      if (line.contains(part)) {
        return lines;
      }
    }
    throw new AssertionError("it never said " + part + " but " + lines);
  }

  private int status() throws InterruptedException {
    assertTrue(process.waitFor(20, TimeUnit.SECONDS), "it does not end");
    return process.exitValue();
  }
}
