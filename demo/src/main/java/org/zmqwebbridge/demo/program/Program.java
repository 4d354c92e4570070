package org.zmqwebbridge.demo.program;

import static java.lang.ProcessBuilder.Redirect.INHERIT;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.demo.service.Appliance;
import org.zmqwebbridge.demo.service.Python;

/**
 * A handler or a node as a process of its own, which is started again when it ends by itself.
 *
 * <p>Owner thread: any; its methods wait for one another. Lifetime: the process ends with {@link
 * #pull}, and by itself when this one is gone.
 */
public final class Program implements Appliance {
  private static final Logger log = LoggerFactory.getLogger(Program.class);
  private static final int END_SECONDS = 3;
  private static final Executor LATER = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

  private final String name;
  private final String kind;
  private final String address;
  private final String does;
  private final List<String> command;
  private Process process; // null while it is off

  /**
   * @param name for people, for example {@code chat}
   * @param kind its language
   * @param address where it is connected to
   * @param does in a few words, what it does
   * @param command how it is started
   */
  public Program(String name, String kind, String address, String does, List<String> command) {
    this.name = name;
    this.kind = kind;
    this.address = address;
    this.does = does;
    this.command = List.copyOf(command);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String kind() {
    return kind;
  }

  @Override
  public String address() {
    return address;
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
      throw new UncheckedIOException(name + " in " + kind + " does not start", failed);
    }
  }

  private synchronized void onExit(Process ended) {
    if (ended == process) {
      log.warn("{} in {} ended with status {}; another starts", name, kind, ended.exitValue());
      process = null;
      plugIn();
    }
  }

  /** The process that runs now. */
  public synchronized long pid() {
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
