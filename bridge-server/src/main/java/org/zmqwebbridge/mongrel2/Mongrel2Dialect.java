package org.zmqwebbridge.mongrel2;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.zmqwebbridge.edge.Dialect;
import org.zmqwebbridge.edge.EdgeLimits;
import org.zmqwebbridge.edge.Ports;
import org.zmqwebbridge.mongrel2.config.Mongrel2Config;
import org.zmqwebbridge.mongrel2.config.Mongrel2Limits;
import org.zmqwebbridge.mongrel2.config.ServerSpec;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.observe.Gauge;
import org.zmqwebbridge.observe.Gauges;
import org.zmqwebbridge.zmq.ZmqLoop;

/**
 * Servers of Mongrel2, of one configuration.
 *
 * <p>Owner thread: the bridge's, for its life.
 */
public final class Mongrel2Dialect implements Dialect {
  private final Mongrel2Config config;
  private final ZmqLoop loop;
  private final Executor files;
  private final EdgeLimits limits;
  private final Counters counters;
  private final List<Server> servers = new ArrayList<>();
  private Ports ports;

  /**
   * @param files does what may block
   */
  public Mongrel2Dialect(
      Mongrel2Config config, ZmqLoop loop, Executor files, EdgeLimits limits, Counters counters) {
    this.config = config;
    this.loop = loop;
    this.files = files;
    this.limits = limits;
    this.counters = counters;
  }

  @Override
  public String name() {
    return "Mongrel2";
  }

  @Override
  public void ports(Ports opener) {
    ports = opener;
  }

  @Override
  public void start() {
    Mongrel2Limits settings = config.limits();
    ServerParts parts =
        new ServerParts(
            ports,
            loop,
            files,
            HandlerLimits.DEFAULTS,
            limits.handshake().handshakeMillis(),
            limits.exchange().bodyMillis(),
            InstantSource.system(),
            counters);
    for (ServerSpec spec : config.servers()) {
      Server server = new Server(spec, settings, parts);
      servers.add(server);
      server.start();
    }
  }

  /**
   * The number of the port of a server.
   *
   * @throws IllegalArgumentException if there is none with this uuid
   */
  public int port(String uuid) {
    return servers.stream()
        .filter(server -> server.spec().uuid().equals(uuid))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no server " + uuid))
        .port();
  }

  @Override
  public void gauges(Gauges gauges) {
    gauges
        .with(
            Gauge.MONGREL2_CONNECTIONS,
            () -> servers.stream().mapToInt(server -> server.clients().size()).sum())
        .with(
            Gauge.MONGREL2_WAITING, () -> servers.stream().mapToInt(Server::waiting).sum());
  }

  @Override
  public CompletionStage<Void> drain() {
    servers.forEach(Server::drain);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<Void> close() {
    return CompletableFuture.allOf(
        servers.stream()
            .map(server -> server.close().toCompletableFuture())
            .toArray(CompletableFuture[]::new));
  }
}
