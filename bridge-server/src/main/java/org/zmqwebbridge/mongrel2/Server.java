package org.zmqwebbridge.mongrel2;

import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.zmqwebbridge.edge.OpenPort;
import org.zmqwebbridge.edge.Port;
import org.zmqwebbridge.edge.PortTls;
import org.zmqwebbridge.mongrel2.config.Mongrel2Limits;
import org.zmqwebbridge.mongrel2.config.Mongrel2Setting;
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
      Optional<String> controlPort,
      Sites sites,
      Map<String, HandlerPair> handlers,
      ErrorPages errors,
      Orders orders) {}

  private final ServerParts parts;
  private final Clients clients = new Clients();
  private final Reaper reaper;
  private final Uploads uploads;
  private final AccessFile access;
  private volatile Configured now;
  private ControlPort control; // null: there is none
  private OpenPort port; // null: it is not listened on

  /**
   * @throws IllegalArgumentException if its configuration means nothing; says what
   */
  Server(ServerSpec spec, ServerSettings settings, ServerParts parts) {
    this.parts = parts;
    this.reaper = new Reaper(this, parts.headMillis(), parts.bodyMillis());
    this.uploads = new Uploads(this, parts.files());
    boolean isLogged =
        !spec.accessLog().isEmpty()
            && !settings.limits().flag(Mongrel2Setting.DISABLE_ACCESS_LOGGING);
    this.access =
        new AccessFile(
            isLogged ? Optional.of(ServerFiles.of(spec, spec.accessLog())) : Optional.empty(),
            parts.clock(),
            parts.files(),
            parts.counters());
    this.now = configured(spec, settings, Map.of());
  }

  private Configured configured(
      ServerSpec spec, ServerSettings settings, Map<String, HandlerPair> before) {
    Targets targets = new Targets(this, spec, settings, parts, before);
    Sites sites = Sites.of(spec, targets::of);
    Mongrel2Limits limits = settings.limits();
    String page = limits.text(Mongrel2Setting.MAINTENANCE_PAGE);
    return new Configured(
        spec,
        limits,
        settings.controlPort(),
        sites,
        targets.handlers(),
        page.isEmpty() ? ErrorPages.STANDARD : ErrorPages.read(ServerFiles.of(spec, page)),
        targets.orders());
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
    return now.orders();
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

  /** All sockets of handlers. */
  Collection<HandlerPair> handlers() {
    return now.handlers().values();
  }

  // Its life

  /**
   * Binds all that it binds.
   *
   * @throws IllegalStateException if an address cannot be bound; the message says which and why
   */
  void start() {
    Configured begun = now;
    onLoop(
        () -> {
          begun.handlers().values().forEach(pair -> pair.open(false));
          openControl(begun);
        });
    listen();
  }

  private void openControl(Configured begun) {
    String spec =
        begun.spec().controlPort().isEmpty()
            ? begun.controlPort().orElse("")
            : begun.spec().controlPort();
    if (spec.isEmpty()) {
      return;
    }
    ControlPort made =
        new ControlPort(
            new ControlCommands(this, parts.life(), parts.clock()), parts.loop(), parts.handlers());
    made.open(spec);
    control = made;
  }

  private void listen() {
    ServerSpec spec = spec();
    port =
        parts
            .ports()
            .open(
                new Port(
                    "mongrel2 " + spec.uuid(),
                    List.of(new InetSocketAddress(spec.bindAddress(), spec.port())),
                    ServerTls.of(spec, limits()),
                    connection -> new Client(connection, this),
                    limits().flag(Mongrel2Setting.HTTP2)
                        ? Optional.of(stream -> StreamLink.open(stream, this))
                        : Optional.empty()));
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
  Runnable prepare(ServerSpec spec, ServerSettings settings) {
    Configured before = now;
    Configured after = configured(spec, settings, before.handlers());
    boolean moves =
        spec.useTls() != before.spec().useTls()
            || spec.port() != before.spec().port()
            || !spec.bindAddress().equals(before.spec().bindAddress())
            || settings.limits().flag(Mongrel2Setting.HTTP2)
                != before.limits().flag(Mongrel2Setting.HTTP2);
    Optional<PortTls> tls = ServerTls.of(spec, settings.limits());
    return () -> {
      onLoop(() -> replace(before.handlers(), after.handlers()));
      now = after;
      tls.filter(any -> !moves).ifPresent(port::renew);
      if (moves) {
        port.close();
        listen();
      }
    };
  }

  /**
   * Looks at its certificates again, which the same files may hold others of.
   *
   * @return takes them over
   * @throws IllegalArgumentException if they are not there; says which
   */
  Runnable renewal() {
    Optional<PortTls> tls = ServerTls.of(spec(), limits());
    return () -> tls.ifPresent(port::renew);
  }

  /** Unbinds what is not there any more, and binds what is new. */
  private static void replace(Map<String, HandlerPair> before, Map<String, HandlerPair> after) {
    before.forEach(
        (key, pair) -> {
          if (after.get(key) != pair) {
            pair.close();
          }
        });
    after.forEach(
        (key, pair) -> {
          if (before.get(key) != pair) {
            pair.open(before.containsKey(key));
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
              if (control != null) {
                control.close();
              }
              closed.complete(null);
            });
    return closed.thenRunAsync(access::write, parts.files());
  }
}
