package org.zmqwebbridge.mongrel2.m2sh;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.zmqwebbridge.mongrel2.ServerFiles;
import org.zmqwebbridge.mongrel2.config.Mongrel2Config;
import org.zmqwebbridge.mongrel2.config.Mongrel2File;
import org.zmqwebbridge.mongrel2.config.ServerSpec;

/**
 * Which servers of a database a command is about. Immutable.
 *
 * @param isEvery whether all were asked for
 */
record ServerChoice(
    Path database, Mongrel2Config config, List<ServerSpec> servers, boolean isEvery) {
  private static final String IPC = "ipc://";

  /**
   * @throws M2shFailure if not exactly one of the ways to say which is used, or none is meant
   */
  static ServerChoice of(M2shOptions options) {
    long ways = List.of("name", "host", "uuid", "every").stream().filter(options::has).count();
    if (ways != 1) {
      throw new M2shFailure("say which server: one of -name, -host, -uuid and -every");
    }
    Mongrel2Config config = Mongrel2File.read(options.database()).config();
    List<ServerSpec> servers = config.servers().stream().filter(meant(options)).toList();
    if (servers.isEmpty()) {
      throw new M2shFailure("No servers matched the description.");
    }
    return new ServerChoice(options.database(), config, servers, options.has("every"));
  }

  private static Predicate<ServerSpec> meant(M2shOptions options) {
    return server ->
        options.has("every")
            || options.find("name").filter(server.name()::equals).isPresent()
            || options.find("uuid").filter(server.uuid()::equals).isPresent()
            || options.find("host").filter(server.defaultHost()::equals).isPresent();
  }

  /**
   * The servers, if it is clear that all of them are meant.
   *
   * @param out where the table of those that match is printed otherwise
   * @throws M2shFailure if several match, and not every one was asked for
   */
  List<ServerSpec> clear(PrintStream out) {
    if (servers.size() > 1 && !isEvery) {
      servers.forEach(
          each -> out.println(each.name() + " " + each.defaultHost() + " " + each.uuid() + " "));
      throw new M2shFailure(
          servers.size() + " servers match; say which by -uuid, or -every for all of them");
    }
    return servers;
  }

  /** The only one. */
  ServerSpec one(PrintStream out) {
    List<ServerSpec> all = clear(out);
    if (all.size() > 1) {
      throw new M2shFailure("this is for one server at a time; say which by -uuid");
    }
    return all.get(0);
  }

  /** Where the control port of a server is: its absolute address. */
  String controlPort(ServerSpec server) {
    String spec = config.limits().controlPort(server);
    return spec.startsWith(IPC) ? IPC + ServerFiles.of(server, spec.substring(IPC.length())) : spec;
  }
}
