package org.zmqwebbridge;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.zmqwebbridge.admin.ConsoleFiles;
import org.zmqwebbridge.admin.ManagementAnswer;
import org.zmqwebbridge.admin.ManagementConfig;
import org.zmqwebbridge.admin.ManagementPaths;
import org.zmqwebbridge.admin.ManagementQuery;
import org.zmqwebbridge.admin.ManagementServer;
import org.zmqwebbridge.admin.MetricsPage;
import org.zmqwebbridge.admin.SharedAnswers;
import org.zmqwebbridge.auth.Leases;
import org.zmqwebbridge.auth.credential.Tickets;
import org.zmqwebbridge.observe.Meters;

/**
 * The management listener of an assembled bridge: {@code /livez} (the process runs), {@code
 * /readyz} (it takes connections) and {@code /metrics}; and what is done about access.
 *
 * <p>Owner thread: the bridge's.
 */
final class BridgeManagement {
  /** What no location of the relay may be: load balancers and operators look for it. */
  static final List<String> KNOWN =
      List.of(
          "/livez",
          "/readyz",
          "/metrics",
          "/revoke",
          "/tickets",
          "/reload",
          "/blastbeat",
          "/blastbeat/drain");

  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int UNAVAILABLE = 503;

  private final MetricsPage metrics;
  private final ManagementServer server;

  /**
   * @param tickets what {@code /tickets} issues, if there are any at that moment
   * @param reload what {@code /reload} does, if there is something to reload from
   * @param look what the console shows
   */
  BridgeManagement(
      ManagementConfig config,
      Meters meters,
      BooleanSupplier ready,
      Leases leases,
      Supplier<Optional<Tickets>> tickets,
      Optional<Supplier<CompletionStage<ReloadReport>>> reload,
      BridgeLook look) {
    this.metrics = new MetricsPage(meters);
    ManagementPaths paths =
        new ManagementPaths()
            .openPage("/livez", () -> ManagementAnswer.text(OK, "alive"))
            .openPage("/readyz", () -> readiness(ready.getAsBoolean()))
            .page("/metrics", metrics)
            .action("/revoke", fields -> AccessActions.revoke(leases, fields));
    paths.action("/tickets", fields -> ticket(tickets.get(), fields));
    reload.ifPresent(
        action -> paths.action("/reload", fields -> ReloadAction.reload(action, fields)));
    look.blastbeat()
        .ifPresent(
            dialect ->
                paths
                    .page("/blastbeat", () -> NodesAction.read(dialect))
                    .action("/blastbeat/drain", fields -> NodesAction.drain(dialect, fields)));
    boolean hasSecret = config.secret().isPresent();
    new ConsoleFiles(Version.console(), hasSecret).addTo(paths);
    addLooks(paths, look, new StatusAction(look, hasSecret, reload.isPresent()));
    addInspector(paths, look);
    this.server = new ManagementServer(config, paths, look.counters());
  }

  private static void addLooks(ManagementPaths paths, BridgeLook look, StatusAction status) {
    paths
        .query("/status", shared(fields -> status.status()))
        .query("/counters", shared(fields -> status.counters()))
        .query("/connections", shared(fields -> ConnectionsAction.read(look.connections(), fields)))
        .query("/endpoints", shared(fields -> EndpointsAction.read(look, fields)))
        .query("/channels", shared(fields -> ChannelsAction.read(look.channels(), fields)))
        .query("/backends", shared(fields -> BackEndsAction.read(look, fields)))
        .action("/drain", new DrainAction(look.drain())::act)
        .action("/connections/end", fields -> ConnectionsAction.end(look.connections(), fields));
  }

  private static void addInspector(ManagementPaths paths, BridgeLook look) {
    look.inspector()
        .ifPresent(
            inspector ->
                paths.query(
                    "/inspector", shared(fields -> InspectorAction.read(inspector, fields))));
  }

  private static ManagementQuery shared(ManagementQuery query) {
    return new SharedAnswers(query, System::nanoTime);
  }

  private static CompletionStage<ManagementAnswer> ticket(
      Optional<Tickets> desk, Map<String, String> fields) {
    return desk.map(open -> AccessActions.ticket(open, InstantSource.system(), fields))
        .orElseGet(
            () ->
                CompletableFuture.completedFuture(
                    ManagementAnswer.text(NOT_FOUND, "There are no tickets; see auth.tickets.")));
  }

  private static ManagementAnswer readiness(boolean ready) {
    return ready
        ? ManagementAnswer.text(OK, "ready")
        : ManagementAnswer.text(UNAVAILABLE, "not ready");
  }

  void start() {
    server.start();
  }

  int port() {
    return server.port();
  }

  void close() {
    server.close();
    metrics.close();
  }
}
