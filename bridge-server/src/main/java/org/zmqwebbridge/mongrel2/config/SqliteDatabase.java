package org.zmqwebbridge.mongrel2.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * A SQLite database of Mongrel2's, open: what goes wrong with it is said with its name.
 *
 * <p>Owner thread: the caller's. Lifetime: until {@link #close}; a transaction that was not
 * committed by then never was.
 */
final class SqliteDatabase implements AutoCloseable {
  private static final int MAX_ROWS = 100_000;
  private static final int READ_ONLY = 1;
  private static final int READ_WRITE_CREATE = 6;

  private final Path file;
  private final Connection connection;

  private SqliteDatabase(Path file, int mode) {
    this.file = file;
    Properties properties = new Properties();
    properties.setProperty("open_mode", String.valueOf(mode));
    try {
      connection = DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath(), properties);
      connection.setAutoCommit(mode == READ_ONLY);
    } catch (SQLException | LinkageError failure) {
      throw failed(failure);
    }
  }

  /**
   * One that is only read.
   *
   * @throws IllegalArgumentException if it cannot be
   */
  static SqliteDatabase reading(Path file) {
    if (!Files.isReadable(file)) {
      throw new IllegalArgumentException(
          file + " is no database that can be read; is the path right, and may this user read it?");
    }
    return new SqliteDatabase(file, READ_ONLY);
  }

  /** One that is written, and made if it is not there. */
  static SqliteDatabase writing(Path file) {
    return new SqliteDatabase(file, READ_WRITE_CREATE);
  }

  /**
   * What a query finds: for each row its columns as text, {@code null} where there is nothing.
   *
   * @param values of the question marks in it
   */
  List<Map<String, String>> rows(String query, Object... values) {
    List<Map<String, String>> rows = new ArrayList<>();
    try (PreparedStatement statement = prepared(query, values);
        ResultSet found = statement.executeQuery()) {
      ResultSetMetaData columns = found.getMetaData();
      while (found.next()) {
        if (rows.size() >= MAX_ROWS) {
          throw new IllegalArgumentException(
              file + " has a table of more than " + MAX_ROWS + " rows");
        }
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
          row.put(columns.getColumnLabel(i), found.getString(i));
        }
        rows.add(row);
      }
    } catch (SQLException failure) {
      throw failed(failure);
    }
    return rows;
  }

  /** Whether there is a table. */
  boolean hasTable(String name) {
    return !rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name = ?", name)
        .isEmpty();
  }

  /**
   * Changes something.
   *
   * @return the id of the row that was added, if one was
   */
  long change(String statement, Object... values) {
    try (PreparedStatement prepared = prepared(statement, values)) {
      prepared.executeUpdate();
    } catch (SQLException failure) {
      throw failed(failure);
    }
    return Long.parseLong(rows("SELECT last_insert_rowid() AS id").get(0).get("id"));
  }

  /** All changes are made now. */
  void commit() {
    try {
      connection.commit();
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  private PreparedStatement prepared(String statement, Object... values) throws SQLException {
    PreparedStatement prepared = connection.prepareStatement(statement);
    try {
      for (int i = 0; i < values.length; i++) {
        prepared.setObject(i + 1, values[i]);
      }
      return prepared;
    } catch (SQLException failure) {
      prepared.close();
      throw failure;
    }
  }

  private IllegalArgumentException failed(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    String what =
        message.contains("No suitable driver")
            ? "needs the library org.xerial:sqlite-jdbc, which is not on the class path"
            : "cannot be used as a database of Mongrel2: " + message;
    return new IllegalArgumentException(file + " " + what, failure);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }
}
