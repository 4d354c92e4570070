package org.zmqwebbridge.it.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.it.ClassArchive;
import org.zmqwebbridge.it.PythonPeer;
import org.zmqwebbridge.kit.Await;

/**
 * A process of its own, and what it says.
 *
 * <p>Owner thread: the test's. Lifetime: until {@link #close}, which ends it as Ctrl-C does.
 */
final class Program implements AutoCloseable {
  private final Process process;
  private final Thread reader;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final List<String> said = new ArrayList<>();

  private Program(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // Every ZWB_… that is not the launcher's is a setting of the bridge.
    builder.environment().keySet().removeIf(name -> name.startsWith("ZWB_"));
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    builder.environment().put("PYTHONPATH", Path.of("..", "rpc", "python").toString());
    try {
      process = builder.start();
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    reader = new Thread(this::read, "program-" + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  /** Runs a Python file that finds this repository's package. */
  static Program python(Path file) {
    return new Program(List.of(PythonPeer.interpreter(), "-u", file.toString()));
  }

  /** Runs a JavaScript file in Node. */
  static Program node(Path file) {
    return new Program(List.of("node", file.toString()));
  }

  /** Runs a line as a terminal would, but that curl shows no progress. */
  static Program shell(String line) {
    return new Program(List.of("sh", "-c", "curl() { command curl -sS \"$@\"; }; " + line));
  }

  /** Runs a main class with the tests' class path, and a folder of classes after it. */
  static Program java(Path classes, String main, String... arguments) {
    List<String> command = ClassArchive.java(classes, main);
    command.addAll(List.of(arguments));
    return new Program(command);
  }

  private void read() {
    try (BufferedReader output = process.inputReader(UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        lines.add(line);
      }
    } catch (IOException ended) {
      // its process was destroyed
    }
  }

  /** Waits for a line that begins so; the rest of it. */
  String awaitLine(String start) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Await.DEADLINE_MILLIS);
    while (true) {
      String line = next(end - System.nanoTime());
      if (line == null) {
        throw new AssertionError("it never said \"" + start + "\", but:\n" + all());
      }
      said.add(line);
      if (line.startsWith(start)) {
        return line.substring(start.length());
      }
    }
  }

  private String next(long nanos) {
    try {
      return lines.poll(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private String all() {
    lines.drainTo(said);
    return String.join("\n", said);
  }

  /** All that it has said and nobody has waited for, once it has ended. */
  String said() {
    try {
      reader.join(Await.DEADLINE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return all();
  }

  boolean isRunning() {
    return process.isAlive();
  }

  /** Waits until it has ended by itself; fails if its exit status is another. */
  void awaitExit(int status) {
    awaitEnd();
    if (process.exitValue() != status) {
      throw new AssertionError("it ended with " + process.exitValue() + ":\n" + all());
    }
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("it does not end; it said:\n" + all());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends it as {@code kill -9} does. */
  void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  @Override
  public void close() {
    process.destroy();
    awaitEnd();
  }
}
