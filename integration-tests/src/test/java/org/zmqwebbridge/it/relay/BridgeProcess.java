package org.zmqwebbridge.it.relay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.zmqwebbridge.it.FreePort;
import org.zmqwebbridge.it.MainProcess;

/**
 * A bridge as a process that is a push relay with channels in a sentinel's Redis: it can die, and
 * be there again at the same ports.
 *
 * <p>Owner thread: the trial's. Lifetime: until {@link #close}, or the end of this JVM.
 */
final class BridgeProcess implements AutoCloseable {
  private static final String CONFIG =
      """
      listen: 127.0.0.1:%d
      management: 127.0.0.1:%d
      trustedProxies: [127.0.0.1]
      clientAddress: x-forwarded-for
      deadlines: {drainMillis: 1000, shutdownMillis: 20000}
      relay:
        store: {type: redis, sentinelMaster: %s, nodes: ["%s"], timeoutMillis: 500, probeMillis: 400, checkMillis: 300, presenceMillis: 3000}
        locations:
        - {type: publisher, prefix: /publisher/, keep: {messages: 20000, bytes: 8388608, seconds: 0}}
        - {type: subscriber, prefix: /subscriber/, heartbeatMillis: 1000}
      """;

  private final int port = FreePort.find();
  private final int managementPort = FreePort.find();
  private final Path config;
  private volatile MainProcess process;

  /**
   * @param folder where its configuration is kept
   */
  BridgeProcess(Path folder, String name, RedisPair redis) {
    String text = CONFIG.formatted(port, managementPort, RedisPair.MAIN, redis.sentinel());
    try {
      config = Files.writeString(folder.resolve(name + ".yaml"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    begin();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> process.destroy()));
  }

  private void begin() {
    process = MainProcess.start("serve", "--config", config.toString());
  }

  /** Waits until it takes connections. */
  void awaitReady() {
    Patience.await("a bridge to listen", process::listens);
  }

  int port() {
    return port;
  }

  int managementPort() {
    return managementPort;
  }

  /** SIGKILL, and another in its place. */
  void kill() {
    process.kill();
    begin();
    awaitReady();
  }

  /** SIGTERM; when it has ended in order, another takes its place. */
  void restart() {
    process.terminate();
    Patience.await("a bridge to end", process::hasEnded);
    int code = process.exitCode();
    if (code != 0) {
      throw new AssertionError(
          "a bridge that was to end did so with " + code + "; it said:\n" + process.output());
    }
    begin();
    awaitReady();
  }

  @Override
  public void close() {
    process.kill();
  }
}
