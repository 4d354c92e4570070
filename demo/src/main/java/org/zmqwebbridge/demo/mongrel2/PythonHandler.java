package org.zmqwebbridge.demo.mongrel2;

import static java.lang.ProcessBuilder.Redirect.INHERIT;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.demo.service.Appliance;
import org.zmqwebbridge.demo.service.Python;

/**
 * A handler in Python, as a process of its own, which is started again when it ends by itself.
 *
 * <p>Owner thread: any; its methods wait for one another. Lifetime: the process ends with {@link
 * #pull}, and by itself when this one is gone.
 */
final class PythonHandler implements Appliance {
  private static final Logger log = LoggerFactory.getLogger(PythonHandler.class);
  private static final int END_SECONDS = 3;
  private static final Executor LATER = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

  private final String name;
  private final String does;
  private final Addresses at;
  private final List<String> command = new ArrayList<>();
  private Process process; // null while it is off

  /**
   * @param program a file among the sources of handlers
   * @param more what it is told after its two addresses
   */
  PythonHandler(
      String name, String does, Addresses at, String interpreter, Path program, String... more) {
    this.name = name;
    this.does = does;
    this.at = at;
    command.addAll(List.of(interpreter, "-B", program.toString(), at.sendSpec(), at.recvSpec()));
    command.addAll(List.of(more));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String kind() {
    return "Python";
  }

  @Override
  public String address() {
    return at.words();
  }

  @Override
  public String does() {
    return does;
  }

  @Override
  public synchronized boolean isOn() {
    return process != null && process.isAlive();
  }

  @Override
  public synchronized void plugIn() {
    if (process != null) {
      return;
    }
    try {
      process =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(INHERIT).start();
      CompletableFuture<Void> unused = process.onExit().thenAcceptAsync(this::onExit, LATER);
    } catch (IOException failed) {
      throw new UncheckedIOException("the handler " + name + " in Python does not start", failed);
    }
  }

  private synchronized void onExit(Process ended) {
    if (ended == process) {
      log.warn(
          "the handler {} in Python ended with status {}; another starts", name, ended.exitValue());
      process = null;
      plugIn();
    }
  }

  /** The process that runs now. */
  synchronized long pid() {
    return process.pid();
  }

  @Override
  public void pull() {
    Process ending;
    synchronized (this) {
      ending = process;
      process = null;
    }
    if (ending != null) {
      ending.destroy();
      if (!Python.ended(ending, END_SECONDS)) {
        ending.destroyForcibly();
      }
    }
  }
}
