package org.zmqwebbridge.it.relay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.zmqwebbridge.it.FreePort;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.Signals;

/**
 * A real HAProxy before several bridges, which gives each request to the next of those that are
 * ready.
 *
 * <p>Owner thread: the trial's. Lifetime: until {@link #close}, or the end of this JVM.
 */
final class Balancer implements AutoCloseable {
  private static final String CONFIG =
      """
      global
          maxconn 1000
          hard-stop-after 2s
      defaults
          mode http
          timeout connect 1s
          timeout client 60s
          timeout server 60s
          timeout tunnel 1h
          option redispatch 1
          option forwardfor
      frontend web
          bind 127.0.0.1:%d
          default_backend zwb
      backend zwb
          balance roundrobin
          option httpchk GET /readyz
          default-server check inter 100ms rise 1 fall 1
      """;

  private final int port = FreePort.find();
  private final Path log;
  private final Process process;

  /**
   * @param folder where its configuration and its log are kept
   */
  Balancer(Path folder, List<BridgeProcess> bridges) {
    StringBuilder config = new StringBuilder(CONFIG.formatted(port));
    for (BridgeProcess one : bridges) {
      config.append(
          "    server b%1$d 127.0.0.1:%1$d port %2$d%n"
              .formatted(one.port(), one.managementPort()));
    }
    log = folder.resolve("haproxy.log");
    try {
      Path file = Files.writeString(folder.resolve("haproxy.cfg"), config);
      process =
          new ProcessBuilder("haproxy", "-W", "-db", "-f", file.toString())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException("haproxy does not start; is it installed?", e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    Patience.await("HAProxy to listen", this::listens);
  }

  int port() {
    return port;
  }

  private boolean listens() {
    if (!process.isAlive()) {
      throw new AssertionError("HAProxy has ended: " + said());
    }
    try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return probe.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  private String said() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Set<Long> workers() {
    return process.children().map(ProcessHandle::pid).collect(Collectors.toSet());
  }

  /** It reads its configuration again: another process takes over, and the old one soon ends. */
  void reload() {
    Set<Long> before = workers();
    Signals.send("USR2", process.pid());
    Patience.await("another worker", () -> !before.containsAll(workers()));
    Patience.await("the old ones to end", () -> before.stream().noneMatch(workers()::contains));
  }

  /** Its master ends its workers. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
