package org.zmqwebbridge.mongrel2.m2sh;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.zmqwebbridge.mongrel2.config.ConfWriter;
import org.zmqwebbridge.mongrel2.config.Mongrel2Config;
import org.zmqwebbridge.mongrel2.config.Mongrel2File;
import org.zmqwebbridge.mongrel2.config.SqliteConfig;
import org.zmqwebbridge.mongrel2.config.SqliteLog;
import org.zmqwebbridge.mongrel2.config.SqliteTables;

/** Commands that read or write a database. Owner thread: main. */
final class DatabaseCommands {
  private static final Mongrel2Config EMPTY = new Mongrel2Config(List.of(), Map.of(), Map.of());

  private final M2shSurroundings around;

  DatabaseCommands(M2shSurroundings around) {
    this.around = around;
  }

  int load(M2shOptions options) {
    Path source = Path.of(options.find("config").orElse("mongrel2.conf"));
    Mongrel2File file = Mongrel2File.read(source);
    file.remarks().forEach(remark -> around.err().println("m2sh: " + remark));
    write(file.config(), options, source.toString());
    return 0;
  }

  int init(M2shOptions options) {
    write(EMPTY, options, "init");
    return 0;
  }

  private void write(Mongrel2Config config, M2shOptions options, String source) {
    SqliteConfig.write(config, options.database(), around.user(), around.host(), source);
  }

  int dump(M2shOptions options) {
    around.out().print(ConfWriter.write(Mongrel2File.read(options.database()).config()));
    return 0;
  }

  int servers(M2shOptions options) {
    return table("SERVERS:", "------", SqliteTables.servers(options.database()));
  }

  int hosts(M2shOptions options) {
    String server = options.demand("server", "the name of the server to list hosts from");
    List<List<String>> hosts = SqliteTables.hosts(options.database(), server);
    return table("HOSTS in " + server + ":", "-----", hosts);
  }

  int routes(M2shOptions options) {
    if (options.has("id")) {
      String id = options.demand("id", "the number of the host");
      return table("ROUTES in host id " + id, "-----", SqliteTables.routes(options.database(), id));
    }
    String host = options.demand("host", "the host, or its number with -id");
    String server = options.demand("server", "the name of the server");
    return table(
        "ROUTES in host " + host + ", server " + server,
        "-----",
        SqliteTables.routes(options.database(), server, host));
  }

  int log(M2shOptions options) {
    return table("LOG MESSAGES:", "------", SqliteLog.lines(options.database()));
  }

  int commit(M2shOptions options) {
    SqliteLog.add(
        options.database(),
        new SqliteLog.Entry(
            around.user(),
            options.find("what").orElse(""),
            options.find("where").orElse(around.host()),
            options.find("how").orElse("m2sh"),
            options.demand("why", "the reason")));
    return 0;
  }

  private int table(String title, String line, List<List<String>> rows) {
    around.out().println(title);
    around.out().println(line);
    for (List<String> row : rows) {
      around.out().println(String.join(" ", row) + " ");
    }
    if (rows.isEmpty()) {
      around.err().println("m2sh: No results to display.");
    }
    return 0;
  }
}
