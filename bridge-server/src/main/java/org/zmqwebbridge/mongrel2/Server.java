package org.zmqwebbridge.mongrel2;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.zmqwebbridge.edge.OpenPort;
import org.zmqwebbridge.edge.Port;
import org.zmqwebbridge.mongrel2.config.HandlerSpec;
import org.zmqwebbridge.mongrel2.config.Mongrel2Limits;
import org.zmqwebbridge.mongrel2.config.Mongrel2Setting;
import org.zmqwebbridge.mongrel2.config.RouteTarget;
import org.zmqwebbridge.mongrel2.config.ServerSpec;
import org.zmqwebbridge.observe.Counters;

/**
 * One server: its listener, its connections, its hosts, and the sockets of its handlers.
 *
 * <p>Owner thread: the bridge's for its life; any for what it knows. Lifetime: from {@link #start}
 * until {@link #close}.
 */
final class Server {
  /** What is of one configuration, and is replaced as a whole. */
  private record Configured(
      ServerSpec spec,
      Mongrel2Limits limits,
      Sites sites,
      Map<String, HandlerPair> handlers,
      ErrorPages errors) {}

  private final ServerParts parts;
  private final Clients clients = new Clients();
  private final Reaper reaper;
  private final Uploads uploads;
  private final Orders orders = new Orders();
  private final AccessFile access;
  private volatile Configured now;
  private OpenPort port; // null: it is not listened on

  /**
   * @throws IllegalArgumentException if its configuration means nothing; says what
   */
  Server(ServerSpec spec, Mongrel2Limits limits, ServerParts parts) {
    this.parts = parts;
    this.reaper = new Reaper(this, parts.headMillis(), parts.bodyMillis());
    this.uploads = new Uploads(this, parts.files());
    boolean isLogged =
        !spec.accessLog().isEmpty() && !limits.flag(Mongrel2Setting.DISABLE_ACCESS_LOGGING);
    this.access =
        new AccessFile(
            isLogged ? Optional.of(ServerFiles.of(spec, spec.accessLog())) : Optional.empty(),
            parts.clock(),
            parts.files(),
            parts.counters());
    this.now = configured(spec, limits, Map.of());
  }

  private Configured configured(
      ServerSpec spec, Mongrel2Limits limits, Map<String, HandlerPair> before) {
    Map<String, HandlerPair> handlers = new LinkedHashMap<>();
    Sites sites = Sites.of(spec, target -> target(target, before, handlers));
    return new Configured(spec, limits, sites, handlers, new ErrorPages(ErrorPages.STANDARD));
  }

  private Target target(
      RouteTarget said, Map<String, HandlerPair> before, Map<String, HandlerPair> handlers) {
    if (said instanceof HandlerSpec spec) {
      String key = spec.sendSpec() + ' ' + spec.recvSpec();
      HandlerPair pair =
          handlers.computeIfAbsent(
              key,
              any ->
                  before.getOrDefault(
                      key, new HandlerPair(spec, this, parts.loop(), parts.handlers())));
      return new HandlerTarget(pair, this);
    }
    throw new IllegalArgumentException("a target of another kind");
  }

  // What its connections ask

  Clients clients() {
    return clients;
  }

  Counters counters() {
    return parts.counters();
  }

  Reaper reaper() {
    return reaper;
  }

  Uploads uploads() {
    return uploads;
  }

  Orders orders() {
    return orders;
  }

  AccessFile access() {
    return access;
  }

  ServerSpec spec() {
    return now.spec();
  }

  Mongrel2Limits limits() {
    return now.limits();
  }

  Sites sites() {
    return now.sites();
  }

  ErrorPages errors() {
    return now.errors();
  }

  /** The number of the port that it listens on. */
  int port() {
    return port.number();
  }

  /** How many messages wait for handlers. */
  int waiting() {
    return now.handlers().values().stream().mapToInt(HandlerPair::waiting).sum();
  }

  // Its life

  /**
   * Binds all that it binds.
   *
   * @throws IllegalStateException if an address cannot be bound; the message says which and why
   */
  void start() {
    Configured begun = now;
    onLoop(() -> begun.handlers().values().forEach(HandlerPair::open));
    listen();
  }

  private void listen() {
    ServerSpec spec = spec();
    port =
        parts
            .ports()
            .open(
                new Port(
                    "mongrel2 " + spec.uuid(),
                    List.of(
                        new InetSocketAddress(spec.bindAddress(), spec.port())),
                    connection -> new Client(connection, this)));
  }

  private void onLoop(Runnable task) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    parts
        .loop()
        .post(
            () -> {
              try {
                task.run();
                done.complete(null);
              } catch (RuntimeException failure) {
                done.completeExceptionally(failure);
              }
            });
    try {
      done.join();
    } catch (CompletionException failed) {
      throw new IllegalStateException(
          "server " + spec().uuid() + ": " + failed.getCause().getMessage(), failed);
    }
  }

  /**
   * Looks at another configuration of it; all connections will stay.
   *
   * @return takes it over
   * @throws IllegalArgumentException if it means nothing; says what
   */
  Runnable prepare(ServerSpec spec, Mongrel2Limits limits) {
    Configured before = now;
    Configured after = configured(spec, limits, before.handlers());
    boolean moves =
        spec.port() != before.spec().port()
            || !spec.bindAddress().equals(before.spec().bindAddress());
    return () -> {
      onLoop(() -> replace(before.handlers(), after.handlers()));
      now = after;
      if (moves) {
        port.close();
        listen();
      }
    };
  }

  /** Binds what is new, and unbinds what is not there any more. */
  private static void replace(Map<String, HandlerPair> before, Map<String, HandlerPair> after) {
    before.forEach(
        (key, pair) -> {
          if (!after.containsKey(key)) {
            pair.close();
          }
        });
    after.forEach(
        (key, pair) -> {
          if (!before.containsKey(key)) {
            pair.open();
          }
        });
  }

  /** Takes no more connections. */
  void drain() {
    if (port != null) {
      port.close();
    }
  }

  /** Ends its connections and sockets. */
  CompletionStage<Void> close() {
    drain();
    CompletableFuture<Void> closed = new CompletableFuture<>();
    parts
        .loop()
        .post(
            () -> {
              now.handlers().values().forEach(HandlerPair::close);
              closed.complete(null);
            });
    return closed;
  }
}
