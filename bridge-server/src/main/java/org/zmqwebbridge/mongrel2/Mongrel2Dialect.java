package org.zmqwebbridge.mongrel2;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import org.zmqwebbridge.edge.Dialect;
import org.zmqwebbridge.edge.EdgeLimits;
import org.zmqwebbridge.edge.Ports;
import org.zmqwebbridge.mongrel2.config.Mongrel2Config;
import org.zmqwebbridge.mongrel2.config.ServerSpec;
import org.zmqwebbridge.mongrel2.dir.DirLimits;
import org.zmqwebbridge.mongrel2.dir.Directories;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.observe.Gauge;
import org.zmqwebbridge.observe.Gauges;
import org.zmqwebbridge.origin.OriginLibrary;
import org.zmqwebbridge.origin.OriginLimits;
import org.zmqwebbridge.origin.Origins;
import org.zmqwebbridge.zmq.ZmqLoop;

/**
 * Servers of Mongrel2, of one configuration.
 *
 * <p>Owner thread: the bridge's, for its life.
 */
public final class Mongrel2Dialect implements Dialect {
  private volatile Mongrel2Config config;
  private final ZmqLoop loop;
  private final Executor files;
  private final EdgeLimits limits;
  private final Counters counters;
  private final List<Server> servers = new CopyOnWriteArrayList<>();
  private ServerParts parts; // null until it starts
  private Ports ports;
  private Origins origins; // null until it is needed; lock: this
  private volatile Runnable onStop = () -> {};
  private volatile Runnable onReload = () -> {};

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
    parts =
        new ServerParts(
            ports,
            loop,
            files,
            HandlerLimits.DEFAULTS,
            new Directories(DirLimits.DEFAULTS, files, System::currentTimeMillis, counters),
            limits.handshake().handshakeMillis(),
            limits.exchange().bodyMillis(),
            this::origins,
            new Life(),
            InstantSource.system(),
            counters);
    ServerSettings settings = ServerSettings.of(config);
    for (ServerSpec spec : config.servers()) {
      begin(new Server(spec, settings, parts));
    }
  }

  /** Its library is needed where there is a proxy, and nowhere else. */
  private synchronized Origins origins() {
    if (origins == null) {
      OriginLibrary.check("a Proxy of Mongrel2");
      origins = new Origins(OriginLimits.DEFAULTS);
      origins.start();
    }
    return origins;
  }

  private void begin(Server server) {
    servers.add(server);
    server.start();
  }

  /**
   * Looks at another configuration; connections will stay, but those of servers that are not there
   * any more.
   *
   * @return takes it over
   * @throws IllegalArgumentException if it means nothing; says what, and nothing has changed
   */
  public Runnable prepare(Mongrel2Config changed) {
    if (parts == null) {
      return () -> {};
    }
    if (changed.equals(config)) { // its certificates may be others all the same
      List<Runnable> renewals = servers.stream().map(Server::renewal).toList();
      return () -> renewals.forEach(Runnable::run);
    }
    ServerSettings settings = ServerSettings.of(changed);
    List<Runnable> steps = new ArrayList<>();
    for (Server server : servers) {
      Optional<ServerSpec> spec = changed.byUuid(server.spec().uuid());
      if (spec.isEmpty()) {
        steps.add(() -> leave(server));
      } else {
        steps.add(server.prepare(spec.get(), settings));
      }
    }
    for (ServerSpec spec : changed.servers()) {
      if (config.byUuid(spec.uuid()).isEmpty()) {
        Server server = new Server(spec, settings, parts);
        steps.add(() -> begin(server));
      }
    }
    return () -> {
      config = changed;
      steps.forEach(Runnable::run);
    };
  }

  private void leave(Server server) {
    servers.remove(server);
    CompletionStage<Void> unused = server.close();
    server.clients().all().forEach(client -> client.connection().end());
  }

  /** What is to be done when the last server was stopped, and when a reload is asked for. */
  public void whenAsked(Runnable stop, Runnable reload) {
    onStop = stop;
    onReload = reload;
  }

  /** What control ports may ask for. */
  private final class Life implements ServerLife {
    @Override
    public void stop(Server server) {
      files.execute(
          () -> {
            leave(server);
            if (servers.isEmpty()) {
              onStop.run();
            }
          });
    }

    @Override
    public void reload() {
      files.execute(onReload);
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

  /** All servers as they are now. */
  public List<LiveServer> look() {
    return servers.stream()
        .map(
            server ->
                new LiveServer(
                    server.spec().name(),
                    server.spec().uuid(),
                    server.clients().size(),
                    server.handlers().stream().map(HandlerPair::look).toList()))
        .toList();
  }

  @Override
  public void gauges(Gauges gauges) {
    gauges
        .with(
            Gauge.MONGREL2_CONNECTIONS,
            () -> servers.stream().mapToInt(server -> server.clients().size()).sum())
        .with(Gauge.MONGREL2_WAITING, () -> servers.stream().mapToInt(Server::waiting).sum());
  }

  @Override
  public CompletionStage<Void> drain() {
    servers.forEach(Server::drain);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<Void> close() {
    closeOrigins();
    return CompletableFuture.allOf(
        servers.stream()
            .map(server -> server.close().toCompletableFuture())
            .toArray(CompletableFuture[]::new));
  }

  private synchronized void closeOrigins() {
    if (origins != null) {
      origins.close();
    }
  }
}
