package org.zmqwebbridge.mongrel2.config;

import java.util.LinkedHashMap;
import java.util.Map;

/** The tables of a database of Mongrel2's, as its version 1.13 has them; 1.12 reads them too. */
final class SqliteSchema {
  private static final String LOG = "log";
  private static final Map<String, String> TABLES = tables();

  private SqliteSchema() {}

  private static Map<String, String> tables() {
    Map<String, String> tables = new LinkedHashMap<>();
    tables.put(
        "server",
        "uuid TEXT, access_log TEXT, error_log TEXT, chroot TEXT DEFAULT '/var/www', pid_file TEXT,"
            + " control_port TEXT DEFAULT '', default_host TEXT, name TEXT DEFAULT '', bind_addr"
            + " TEXT DEFAULT '0.0.0.0', port INTEGER, use_ssl INTEGER DEFAULT 0, error_log_level"
            + " INTEGER DEFAULT 2");
    tables.put(
        "host", "server_id INTEGER, maintenance BOOLEAN DEFAULT 0, name TEXT, matching TEXT");
    tables.put(
        "handler",
        "send_spec TEXT, send_ident TEXT, recv_spec TEXT, recv_ident TEXT, raw_payload INTEGER"
            + " DEFAULT 0, protocol TEXT DEFAULT 'json'");
    tables.put("proxy", "addr TEXT, port INTEGER");
    tables.put(
        "directory", "base TEXT, index_file TEXT, default_ctype TEXT, cache_ttl INTEGER DEFAULT 0");
    tables.put(
        "route",
        "path TEXT, reversed BOOLEAN DEFAULT 0, host_id INTEGER, target_id INTEGER, target_type"
            + " TEXT");
    tables.put("setting", "key TEXT, value TEXT");
    tables.put("mimetype", "mimetype TEXT, extension TEXT");
    tables.put("filter", "server_id INTEGER, name TEXT, settings TEXT");
    tables.put("xrequest", "server_id INTEGER, name TEXT, settings TEXT");
    tables.put(
        LOG,
        "who TEXT, what TEXT, location TEXT, happened_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP, how"
            + " TEXT, why TEXT");
    return tables;
  }

  /** Every table empty, but for the log, which stays. */
  static void makeAnew(SqliteDatabase database) {
    for (Map.Entry<String, String> table : TABLES.entrySet()) {
      if (!table.getKey().equals(LOG)) {
        database.change("DROP TABLE IF EXISTS " + table.getKey());
      }
      make(database, table.getKey());
    }
    database.change("DROP TABLE IF EXISTS statistic");
    database.change(
        "CREATE TABLE statistic (id SERIAL, other_type TEXT, other_id INTEGER, name TEXT, sum REAL,"
            + " sumsq REAL, n INTEGER, min REAL, max REAL, mean REAL, sd REAL, PRIMARY KEY"
            + " (other_type, other_id, name))");
  }

  /** The table of the log, if it is not there. */
  static void makeLog(SqliteDatabase database) {
    make(database, LOG);
  }

  private static void make(SqliteDatabase database, String table) {
    database.change(
        "CREATE TABLE IF NOT EXISTS "
            + table
            + " (id INTEGER PRIMARY KEY, "
            + TABLES.get(table)
            + ")");
  }
}
