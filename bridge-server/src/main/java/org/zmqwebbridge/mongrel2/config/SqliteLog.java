package org.zmqwebbridge.mongrel2.config;

import java.nio.file.Path;
import java.util.List;

/**
 * The log of a database of Mongrel2's: who has changed it, and why.
 *
 * <p>Owner thread: the caller's.
 */
public final class SqliteLog {
  private SqliteLog() {}

  /** What is written down, besides when. */
  public record Entry(String who, String what, String where, String how, String why) {}

  /**
   * Adds one.
   *
   * @throws IllegalArgumentException if the database cannot be written
   */
  public static void add(Path file, Entry entry) {
    try (SqliteDatabase database = SqliteDatabase.writing(file)) {
      add(database, entry);
      database.commit();
    }
  }

  static void add(SqliteDatabase database, Entry entry) {
    SqliteSchema.makeLog(database);
    database.change(
        "INSERT INTO log (who, what, location, how, why) VALUES (?, ?, ?, ?, ?)",
        entry.who(),
        entry.what(),
        entry.where(),
        entry.how(),
        entry.why());
  }

  /**
   * All of it, oldest first: when (UTC), who, where, how, what and why of each.
   *
   * @throws IllegalArgumentException if the database cannot be read
   */
  public static List<List<String>> lines(Path file) {
    return SqliteTables.found(
        file, "SELECT happened_at, who, location, how, what, why FROM log ORDER BY id");
  }
}
