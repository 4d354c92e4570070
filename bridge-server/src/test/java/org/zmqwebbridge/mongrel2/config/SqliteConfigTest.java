package org.zmqwebbridge.mongrel2.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteConfigTest {
  @TempDir Path folder;

  private Path database(Mongrel2Config config) {
    Path file = folder.resolve("config.sqlite");
    SqliteConfig.write(config, file, "me", "here", "m.conf");
    return file;
  }

  private static Mongrel2Config whole() {
    return ConfReader.read(ConfReaderTest.WHOLE, "m.conf").config();
  }

  private static String refusal(Path file) {
    return assertThrows(IllegalArgumentException.class, () -> Mongrel2File.read(file)).getMessage();
  }

  private void change(Path file, String statement) {
    try (SqliteDatabase database = SqliteDatabase.writing(file)) {
      database.change(statement);
      database.commit();
    }
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    Path file = database(whole());
    assertTrue(Mongrel2File.isDatabase(file));
    assertEquals(new Mongrel2File(whole(), List.of()), Mongrel2File.read(file));
  }

  @Test
  void aTargetThatRoutesShareIsOneRow() {
    Path file = database(whole());
    assertEquals(
        List.of(List.of("2")), SqliteTables.found(file, "SELECT count(*) AS n FROM directory"));
  }

  @Test
  void anotherConfigurationTakesThePlaceOfTheFirstButTheLogStays() {
    Path file = database(whole());
    SqliteLog.add(file, new SqliteLog.Entry("me", "m.conf", "here", "vi", "why not"));
    database(new Mongrel2Config(List.of(), Map.of(), Map.of()));
    assertEquals(List.of(), Mongrel2File.read(file).config().servers());
    List<List<String>> lines =
        SqliteLog.lines(file).stream().map(line -> line.subList(1, line.size())).toList();
    assertEquals(
        List.of(
            List.of("me", "here", "m.conf", "load", "command"),
            List.of("me", "here", "vi", "m.conf", "why not"),
            List.of("me", "here", "m.conf", "load", "command")),
        lines);
  }

  @Test
  void columnsAndTablesThatOlderDatabasesLackHaveTheirDefaults() {
    Path file = database(whole());
    change(file, "ALTER TABLE server DROP COLUMN error_log_level");
    change(file, "ALTER TABLE server DROP COLUMN use_ssl");
    change(file, "ALTER TABLE handler DROP COLUMN protocol");
    change(file, "DROP TABLE xrequest");
    ServerSpec server = Mongrel2File.read(file).config().servers().get(0);
    assertEquals(2, server.errorLogLevel());
    assertFalse(server.useTls());
    assertEquals(List.of(), server.xrequests());
  }

  @Test
  void aWrongRowIsNamed() {
    Path file = database(whole());
    change(file, "UPDATE route SET target_type = 'disk' WHERE id = 2");
    assertEquals(
        file + ": route 2: target_type is dir, proxy or handler, not \"disk\"", refusal(file));
    change(file, "UPDATE route SET target_type = 'dir', target_id = 77 WHERE id = 2");
    assertEquals(
        file + ": route 2: its target is row 77 of directory, which is not there", refusal(file));
  }

  @Test
  void whatIsNoDatabaseIsSaidToBeNone() throws IOException {
    Path none = folder.resolve("none.sqlite");
    assertTrue(refusal(none).startsWith(none + " cannot be read; is the path right"));
    Path broken = Files.writeString(folder.resolve("b.sqlite"), "SQLite format 3\0 and no more");
    assertTrue(refusal(broken).startsWith(broken + " cannot be used as a database of Mongrel2"));
    Path empty = Files.writeString(folder.resolve("e.conf"), "");
    assertEquals(empty + ":1: there is no servers = […]", refusal(empty));
  }
}
