package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.Signals;

/** The program as its users start it, as a process of its own. */
public final class MainProcess implements AutoCloseable {
  private static final String LISTENS = "zwb: ws://";

  private final Process process;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final List<String> all = new CopyOnWriteArrayList<>();
  private final Thread reader;

  private MainProcess(ProcessBuilder builder) {
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    reader = new Thread(this::read, "main-" + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  public static MainProcess start(Map<String, String> environment, String... arguments) {
    return start(ClassArchive.CLASS_PATH, environment, arguments);
  }

  /** Without the libraries whose path contains this. */
  static MainProcess startWithout(String library, String... arguments) {
    return startWithout(List.of(library), arguments);
  }

  /** Without the libraries whose path contains one of these. */
  static MainProcess startWithout(List<String> libraries, String... arguments) {
    String classPath =
        Arrays.stream(ClassArchive.CLASS_PATH.split(File.pathSeparator, -1))
            .filter(path -> libraries.stream().noneMatch(path::contains))
            .collect(Collectors.joining(File.pathSeparator));
    return start(classPath, Map.of(), arguments);
  }

  /** What it says goes into that pipe, and is not known here. */
  static MainProcess startInto(Path pipe, String... arguments) {
    return new MainProcess(
        builder(ClassArchive.CLASS_PATH, Map.of(), arguments).redirectOutput(pipe.toFile()));
  }

  private static MainProcess start(
      String classPath, Map<String, String> environment, String... arguments) {
    return new MainProcess(builder(classPath, environment, arguments));
  }

  private static ProcessBuilder builder(
      String classPath, Map<String, String> environment, String... arguments) {
    List<String> command = ClassArchive.java(classPath);
    command.add("org.zmqwebbridge.BridgeMain");
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("ZWB_"));
    builder.environment().putAll(environment);
    return builder;
  }

  public static MainProcess start(String... arguments) {
    return start(Map.of(), arguments);
  }

  private void read() {
    try (BufferedReader output = process.inputReader(UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        all.add(line);
        lines.add(line);
      }
    } catch (IOException ended) {
      // its process was destroyed
    }
  }

  /** Waits for a line with this text; the line. */
  public String awaitLine(String text) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Await.DEADLINE_MILLIS);
    try {
      while (System.nanoTime() < end) {
        String line = lines.poll(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS);
        if (line != null && line.contains(text)) {
          return line;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new AssertionError("no line with \"" + text + "\" in:\n" + said());
  }

  /** The same, and the line may have been waited past already: the log is another stream. */
  private String awaitAny(String text) {
    Await.await(
        "a line with \"" + text + "\"", () -> all.stream().anyMatch(line -> line.contains(text)));
    return all.stream().filter(line -> line.contains(text)).findFirst().orElseThrow();
  }

  /**
   * Whether it listens by now.
   *
   * @throws AssertionError if it never will: it has ended
   */
  public boolean listens() {
    if (hasEnded()) {
      throw new AssertionError("it has ended with " + exitCode() + "; it said:\n" + said());
    }
    return all.stream().anyMatch(line -> line.contains(LISTENS));
  }

  public boolean hasEnded() {
    return !process.isAlive();
  }

  /** Waits until it listens; its port. */
  public int port() {
    String line = awaitAny(LISTENS);
    String address = line.substring(line.indexOf("://") + 3);
    return Integer.parseInt(address.substring(address.indexOf(':') + 1, address.indexOf('/')));
  }

  /** Waits until it listens for operators; where. */
  URI management() {
    String line = awaitAny("zwb: management on ");
    return URI.create(line.substring(line.indexOf("http://")));
  }

  /** SIGTERM. */
  public MainProcess terminate() {
    process.destroy();
    return this;
  }

  /** SIGHUP. */
  MainProcess hangUp() {
    Signals.send("HUP", pid());
    return this;
  }

  public int exitCode() {
    try {
      if (!process.waitFor(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new AssertionError("it still runs; it said:\n" + said());
      }
      reader.join();
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** All that it said, once it has ended. */
  public String output() {
    exitCode();
    return said();
  }

  private String said() {
    return String.join("\n", all) + "\n";
  }

  public long pid() {
    return process.pid();
  }

  /** Ends it as {@code kill -9} does, and does not wait. */
  public void destroy() {
    process.destroyForcibly();
  }

  /** Ends it as {@code kill -9} does. */
  public void kill() {
    process.destroyForcibly();
    exitCode();
  }

  @Override
  public void close() {
    kill();
  }
}
