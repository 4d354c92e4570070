package org.zmqwebbridge.mongrel2.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads and writes a configuration as a SQLite database of Mongrel2's: every version's, since
 * columns that are not there have their defaults.
 *
 * <p>Owner thread: the caller's.
 */
public final class SqliteConfig {
  private final SqliteDatabase database;
  private final Path file;
  private final List<String> remarks = new ArrayList<>();
  private final Map<String, RouteTarget> targets = new LinkedHashMap<>();

  private SqliteConfig(SqliteDatabase database, Path file) {
    this.database = database;
    this.file = file;
  }

  /**
   * Reads one, and leaves it as it is.
   *
   * @throws IllegalArgumentException if it cannot be read, or a row of it is wrong; says which
   */
  public static Mongrel2File read(Path file) {
    try (SqliteDatabase database = SqliteDatabase.reading(file)) {
      SqliteConfig reader = new SqliteConfig(database, file);
      Mongrel2Config config = reader.config();
      List<String> remarks = new ArrayList<>(reader.remarks);
      reader
          .checked("setting", config::limits)
          .remarks()
          .forEach(remark -> remarks.add(file + ": " + remark));
      return new Mongrel2File(config, remarks);
    }
  }

  private Mongrel2Config config() {
    List<ServerSpec> servers = each("server", "", this::server);
    Map<String, String> settings = new LinkedHashMap<>();
    table("setting").forEach(row -> settings.put(row.text("key", ""), row.text("value", "")));
    Map<String, String> mimeTypes = new LinkedHashMap<>();
    table("mimetype")
        .forEach(row -> mimeTypes.put(row.text("extension", ""), row.text("mimetype", "")));
    return checked("server", () -> new Mongrel2Config(servers, settings, mimeTypes));
  }

  private ServerSpec server(SqliteRow row) {
    return new ServerSpec(
        row.text("uuid", ""),
        row.text("name", ""),
        row.text("bind_addr", "0.0.0.0"),
        row.number("port", 0),
        row.flag("use_ssl"),
        row.text("default_host", ""),
        row.text("access_log", ""),
        row.text("error_log", ""),
        row.text("pid_file", ""),
        row.text("control_port", ""),
        row.text("chroot", ""),
        row.number("error_log_level", ServerSpec.DEFAULT_ERROR_LOG_LEVEL),
        each("host", where("server_id", row), this::host),
        plugins("filter", row, FilterSpec::new),
        plugins("xrequest", row, XrequestSpec::new));
  }

  private HostSpec host(SqliteRow row) {
    String name = row.text("name", "");
    return new HostSpec(
        name,
        row.text("matching", name),
        row.flag("maintenance"),
        each("route", where("host_id", row), this::route));
  }

  private RouteSpec route(SqliteRow row) {
    String type = row.text("target_type", "");
    long id = row.number("target_id", 0);
    RouteTarget target = targets.computeIfAbsent(type + id, key -> target(type, id));
    return new RouteSpec(row.text("path", ""), row.flag("reversed"), target);
  }

  private RouteTarget target(String type, long id) {
    String table =
        switch (type) {
          case "dir" -> "directory";
          case "proxy", "handler" -> type;
          default ->
              throw new IllegalArgumentException(
                  "target_type is dir, proxy or handler, not " + Checks.quoted(type));
        };
    List<RouteTarget> found =
        each(
            table,
            "id = " + id,
            row ->
                switch (type) {
                  case "dir" -> dir(row);
                  case "proxy" -> ProxySpec.of(row.text("addr", ""), row.number("port", 0));
                  default -> handler(row);
                });
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "its target is row " + id + " of " + table + ", which is not there");
    }
    return found.get(0);
  }

  private static DirSpec dir(SqliteRow row) {
    return new DirSpec(
        row.text("base", ""),
        row.text("index_file", ""),
        row.text("default_ctype", ""),
        row.number("cache_ttl", 0));
  }

  private static HandlerSpec handler(SqliteRow row) {
    return new HandlerSpec(
        row.text("send_spec", ""),
        row.text("send_ident", ""),
        row.text("recv_spec", ""),
        row.text("recv_ident", ""),
        row.flag("raw_payload"),
        HandlerProtocol.of(row.text("protocol", HandlerProtocol.JSON.word())));
  }

  /** How a filter or its like is made. */
  private interface Plugin<T> {
    T of(String name, Map<String, Object> settings);
  }

  private <T> List<T> plugins(String table, SqliteRow server, Plugin<T> plugin) {
    return database.hasTable(table)
        ? each(
            table,
            where("server_id", server),
            row ->
                plugin.of(row.text("name", ""), PluginSettings.read(row.text("settings", "0:}"))))
        : List.of();
  }

  private static String where(String column, SqliteRow row) {
    return column + " = " + row.number("id", 0);
  }

  private List<SqliteRow> table(String name) {
    return database.hasTable(name)
        ? database.rows("SELECT * FROM " + name + " ORDER BY id").stream()
            .map(SqliteRow::new)
            .toList()
        : List.of();
  }

  /** Every row that a condition of ours holds for, made into something. */
  private <T> List<T> each(String table, String condition, Function<SqliteRow, T> making) {
    List<T> all = new ArrayList<>();
    String where = condition.isEmpty() ? "" : " WHERE " + condition;
    String query = "SELECT * FROM " + table + where + " ORDER BY id";
    for (Map<String, String> columns : database.rows(query)) {
      SqliteRow row = new SqliteRow(columns);
      all.add(checked(table + " " + columns.get("id"), () -> making.apply(row)));
    }
    return all;
  }

  /** Says of which row a value that is refused is, once. */
  private <T> T checked(String what, Supplier<T> making) {
    try {
      return making.get();
    } catch (IllegalArgumentException wrong) {
      String message = String.valueOf(wrong.getMessage());
      String prefix = message.startsWith(file.toString()) ? "" : file + ": " + what + ": ";
      throw new IllegalArgumentException(prefix + message, wrong);
    }
  }

  /**
   * Writes a configuration into a database, in the place of the one that is there; its log stays,
   * and has one line more.
   *
   * @param who is told in the log
   * @param host the machine's name, for the log
   * @param source the name of the file that it comes from, for the log
   * @throws IllegalArgumentException if it cannot be written; then it is as it was
   */
  public static void write(
      Mongrel2Config config, Path file, String who, String host, String source) {
    try (SqliteDatabase database = SqliteDatabase.writing(file)) {
      SqliteSchema.makeAnew(database);
      new SqliteWriter(database).write(config);
      SqliteLog.add(database, new SqliteLog.Entry(who, "load", host, source, "command"));
      database.commit();
    }
  }
}
