package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.Gson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.Signals;

/**
 * A process of {@code integration-tests/python}: libzmq, which has never heard of the web. It takes
 * lines on its standard input, says lines on its standard output, and ends when its input does.
 */
public final class PythonPeer implements AutoCloseable {
  private static final class Lazy {
    static final String INTERPRETER = findInterpreter();
  }

  private static final Gson GSON = new Gson();

  private final Process process;
  private final Writer input;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  private PythonPeer(List<String> command) {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    input = process.outputWriter(UTF_8);
    Thread reader = new Thread(this::read, "python-" + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  /** A Python that has pyzmq: ZWB_PYTHON, or the first that can import it. */
  public static String interpreter() {
    return Lazy.INTERPRETER;
  }

  private static String findInterpreter() {
    List<String> candidates = new ArrayList<>();
    if (System.getenv("ZWB_PYTHON") != null) {
      candidates.add(System.getenv("ZWB_PYTHON"));
    }
    candidates.add("python3");
    candidates.add("/usr/bin/python3");
    for (String candidate : candidates) {
      if (importsZmq(candidate)) {
        return candidate;
      }
    }
    throw new AssertionError(
        "no interpreter of "
            + candidates
            + " can import zmq; install python3-zmq, or name one in ZWB_PYTHON");
  }

  private static boolean importsZmq(String interpreter) {
    try {
      Process probe =
          new ProcessBuilder(interpreter, "-c", "import zmq")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return probe.waitFor() == 0;
    } catch (IOException missing) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Starts {@code python/NAME.py}. */
  public static PythonPeer start(String name, String... arguments) {
    List<String> command = new ArrayList<>(List.of(Lazy.INTERPRETER, "-u"));
    command.add(Path.of("python", name + ".py").toString());
    command.addAll(List.of(arguments));
    return new PythonPeer(command);
  }

  /** Starts {@code js/NAME.mjs}, which keeps to the same lines. */
  public static PythonPeer startNode(String name, String... arguments) {
    List<String> command =
        new ArrayList<>(List.of("node", Path.of("js", name + ".mjs").toString()));
    command.addAll(List.of(arguments));
    return new PythonPeer(command);
  }

  /** Starts one that binds a port and says which; its address. */
  public String address() {
    String line = line();
    if (!line.startsWith("port ")) {
      throw new AssertionError("expected a port: " + line);
    }
    return "tcp://127.0.0.1:" + line.substring("port ".length());
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

  /** The next line that it says. */
  public String line() {
    try {
      String line = lines.poll(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS);
      if (line == null) {
        throw new AssertionError("the Python peer said nothing; running: " + process.isAlive());
      }
      return line;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Whether it has said a line that nobody has read. */
  public boolean hasLine() {
    return !lines.isEmpty();
  }

  /** The next line is this. */
  public void expect(String line) {
    assertEquals(line, line());
  }

  /** The next line is this message, as a JSON array of text frames. */
  public void expectFrames(String... frames) {
    assertEquals(List.of(frames), List.of(GSON.fromJson(line(), String[].class)));
  }

  /** Gives it a message to send: text frames. */
  public PythonPeer send(String... frames) {
    return say(GSON.toJson(frames));
  }

  public PythonPeer say(String line) {
    try {
      input.write(line + "\n");
      input.flush();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops it, as a debugger would: it keeps its sockets, and does nothing. */
  public void stop() {
    Signals.send("STOP", process.pid());
    // The kernel first wakes one of its threads, and until that runs the others go on.
    Await.await("it to stop", () -> !Files.exists(status()) || state().startsWith("State:\tT"));
  }

  /** Lets it go on. */
  public void resume() {
    Signals.send("CONT", process.pid());
  }

  private Path status() {
    return Path.of("/proc", Long.toString(process.pid()), "status");
  }

  private String state() {
    try (Stream<String> lines = Files.lines(status())) {
      return lines.filter(line -> line.startsWith("State:")).findFirst().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it has done what it was started for; fails if that went wrong. */
  public void awaitExit() {
    awaitEnd();
    assertEquals(0, process.exitValue());
  }

  /** Ends it as {@code kill -9} does. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  @Override
  public void close() {
    try {
      input.close();
    } catch (IOException gone) {
      // it has ended already
    }
    awaitEnd();
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("the Python peer did not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
