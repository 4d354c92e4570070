package org.zmqwebbridge.mongrel2.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What is listed of a database of Mongrel2's, a list of columns for each row, whether the whole of
 * it makes sense or not.
 *
 * <p>Owner thread: the caller's.
 */
public final class SqliteTables {
  private SqliteTables() {}

  /** Name, default host and uuid of each server. */
  public static List<List<String>> servers(Path file) {
    return found(file, "SELECT name, default_host, uuid FROM server ORDER BY id");
  }

  /** Id and name of each host of a server. */
  public static List<List<String>> hosts(Path file, String server) {
    return found(
        file,
        "SELECT host.id, host.name FROM host, server WHERE host.server_id = server.id AND"
            + " server.name = ? ORDER BY host.id",
        server);
  }

  /** The path of each route of a host. */
  public static List<List<String>> routes(Path file, String server, String host) {
    return found(
        file,
        "SELECT route.path FROM route, host, server WHERE route.host_id = host.id AND"
            + " host.server_id = server.id AND server.name = ? AND host.name = ? ORDER BY route.id",
        server,
        host);
  }

  /** The path of each route of the host in a row. */
  public static List<List<String>> routes(Path file, String hostId) {
    return found(file, "SELECT path FROM route WHERE host_id = ? ORDER BY id", hostId);
  }

  static List<List<String>> found(Path file, String query, Object... values) {
    try (SqliteDatabase database = SqliteDatabase.reading(file)) {
      return database.rows(query, values).stream().map(SqliteTables::texts).toList();
    }
  }

  private static List<String> texts(Map<String, String> row) {
    return row.values().stream().map(text -> text == null ? "" : text).toList();
  }
}
