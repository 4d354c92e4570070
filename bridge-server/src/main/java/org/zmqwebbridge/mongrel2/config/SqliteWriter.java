package org.zmqwebbridge.mongrel2.config;

import java.util.HashMap;
import java.util.Map;

/**
 * Writes a configuration into empty tables; a target that several routes have in common is one row.
 *
 * <p>Owner thread: the caller's; one for each database.
 */
final class SqliteWriter implements RouteTarget.Kinds<SqliteWriter.Target> {
  private final SqliteDatabase database;
  private final Map<RouteTarget, Target> targets = new HashMap<>();

  SqliteWriter(SqliteDatabase database) {
    this.database = database;
  }

  /** The row of a target. */
  record Target(String type, long id) {}

  void write(Mongrel2Config config) {
    config.servers().forEach(this::server);
    config
        .settings()
        .forEach((key, value) -> insert("setting (key, value) VALUES (?, ?)", key, value));
    config
        .mimeTypes()
        .forEach((end, type) -> insert("mimetype (mimetype, extension) VALUES (?, ?)", type, end));
  }

  private long insert(String rest, Object... values) {
    return database.change("INSERT INTO " + rest, values);
  }

  private void server(ServerSpec server) {
    long id =
        insert(
            "server (uuid, access_log, error_log, chroot, pid_file, control_port, default_host,"
                + " name, bind_addr, port, use_ssl, error_log_level) VALUES"
                + " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            server.uuid(),
            server.accessLog(),
            server.errorLog(),
            server.chroot(),
            server.pidFile(),
            server.controlPort(),
            server.defaultHost(),
            server.name(),
            server.bindAddress(),
            server.port(),
            server.useTls() ? 1 : 0,
            server.errorLogLevel());
    server.hosts().forEach(host -> host(id, host));
    server.filters().forEach(each -> plugin("filter", id, each.name(), each.settings()));
    server.xrequests().forEach(each -> plugin("xrequest", id, each.name(), each.settings()));
  }

  private void plugin(String table, long server, String name, Map<String, Object> settings) {
    insert(
        table + " (server_id, name, settings) VALUES (?, ?, ?)",
        server,
        name,
        PluginSettings.write(settings));
  }

  private void host(long server, HostSpec host) {
    long id =
        insert(
            "host (server_id, maintenance, name, matching) VALUES (?, ?, ?, ?)",
            server,
            host.maintenance() ? 1 : 0,
            host.name(),
            host.matching());
    for (RouteSpec route : host.routes()) {
      Target known = targets.get(route.target());
      Target target = known == null ? route.target().dispatch(this) : known;
      targets.put(route.target(), target);
      insert(
          "route (path, reversed, host_id, target_id, target_type) VALUES (?, ?, ?, ?, ?)",
          route.path(),
          route.reversed() ? 1 : 0,
          id,
          target.id(),
          target.type());
    }
  }

  @Override
  public Target onHandler(HandlerSpec handler) {
    return new Target(
        "handler",
        insert(
            "handler (send_spec, send_ident, recv_spec, recv_ident, raw_payload, protocol) VALUES"
                + " (?, ?, ?, ?, ?, ?)",
            handler.sendSpec(),
            handler.sendIdent(),
            handler.recvSpec(),
            handler.recvIdent(),
            handler.rawPayload() ? 1 : 0,
            handler.protocol().word()));
  }

  @Override
  public Target onDir(DirSpec dir) {
    return new Target(
        "dir",
        insert(
            "directory (base, index_file, default_ctype, cache_ttl) VALUES (?, ?, ?, ?)",
            dir.base(),
            dir.indexFile(),
            dir.defaultContentType(),
            dir.cacheSeconds()));
  }

  @Override
  public Target onProxy(ProxySpec proxy) {
    return new Target(
        "proxy", insert("proxy (addr, port) VALUES (?, ?)", proxy.addr(), proxy.port()));
  }
}
