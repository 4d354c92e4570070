package org.zmqwebbridge.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A bridge in a process of its own, with this process's JVM and its options, on free ports of
 * loopback; its settings are the defaults, but for the limit of connections per address. It ends
 * with its standard input, so it cannot outlive the tool.
 *
 * <p>Owner thread: main. Lifetime: until closed.
 */
final class EmbeddedBridge implements AutoCloseable {
  private static final String URL_LINE = "zwb: ws";
  private static final String MANAGEMENT_LINE = "zwb: management on ";

  private final Process process;
  private final String url;
  private final Management management;

  private EmbeddedBridge(Process process, String url, Management management) {
    this.process = process;
    this.url = url;
    this.management = management;
  }

  /**
   * Starts one and waits until it listens.
   *
   * @param settings {@code key=value}, as {@code --set} takes them
   * @throws IllegalStateException if it does not start
   */
  static EmbeddedBridge start(List<String> settings) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (!option.startsWith("-agentlib") && !option.startsWith("-javaagent")) {
        command.add(option);
      }
    }
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(BridgeProcess.class.getName());
    command.add("serve");
    command.add("--set");
    command.add("log.level=error");
    for (String setting : settings) {
      command.add("--set");
      command.add(setting);
    }
    return run(command);
  }

  private static EmbeddedBridge run(List<String> command) {
    Process process = null;
    try {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      BufferedReader out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      String url = null;
      for (String line; (line = out.readLine()) != null; ) {
        if (line.startsWith(URL_LINE)) {
          url = line.substring(line.indexOf(' ') + 1);
        } else if (line.startsWith(MANAGEMENT_LINE)) {
          URI uri = URI.create(line.substring(MANAGEMENT_LINE.length()));
          return new EmbeddedBridge(process, url, new Management(uri));
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("the bridge cannot be started", failure);
    }
    process.destroy();
    throw new IllegalStateException("the bridge did not start; what it said is above");
  }

  String url() {
    return url;
  }

  Management management() {
    return management;
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
