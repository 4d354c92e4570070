package org.zmqwebbridge;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.zmqwebbridge.edge.EdgeLimits;
import org.zmqwebbridge.edge.HandshakeLimits;
import org.zmqwebbridge.mongrel2.ServerFiles;
import org.zmqwebbridge.mongrel2.config.Mongrel2Config;
import org.zmqwebbridge.mongrel2.config.Mongrel2File;
import org.zmqwebbridge.mongrel2.config.Mongrel2Setting;
import org.zmqwebbridge.mongrel2.config.ServerSpec;

/**
 * {@code mongrel2}: the servers of a database or a configuration file of Mongrel2, and nothing
 * else.
 *
 * <p>Owner thread: main, then the bridge's for reloads.
 *
 * @param file in any of Mongrel2's forms
 * @param which server, by its uuid, name or default host; empty: all of them
 * @param management the address of a management listener; empty: there is none
 */
record Mongrel2Command(
    Path file, Optional<String> which, Optional<String> management, WatchedFiles watched)
    implements ReloadSource {
  private static final String STANDARD_CONTROL = "ipc://run/control";

  /**
   * @param words the options after the command
   * @throws UsageException if they are none
   */
  static Mongrel2Command parse(List<String> words) {
    List<String> plain = new ArrayList<>();
    Optional<String> management = Optional.empty();
    for (int i = 0; i < words.size(); i++) {
      if (!words.get(i).startsWith("-")) {
        plain.add(words.get(i));
      } else if (words.get(i).equals("--management") && i + 1 < words.size()) {
        management = Optional.of(words.get(++i));
      } else {
        throw new UsageException("unknown option, or one without its argument: " + words.get(i));
      }
    }
    if (plain.isEmpty() || plain.size() > 2) {
      throw new UsageException(
          plain.size() > 2
              ? "mongrel2 takes a file and a server; modules of configurations are not loaded here"
              : "mongrel2 needs a database or a .conf file");
    }
    Optional<String> which = plain.size() > 1 ? Optional.of(plain.get(1)) : Optional.empty();
    return new Mongrel2Command(Path.of(plain.get(0)), which, management, new WatchedFiles());
  }

  @Override
  public BridgeBuilder read() {
    watched.reading(Set.of(file));
    Mongrel2File read = Mongrel2File.read(file);
    Mongrel2Config config = chosen(read.config());
    HandshakeLimits limits =
        HandshakeLimits.DEFAULTS.withMaxConnectionsPerAddress(
            config.limits().connectionsPerAddress());
    BridgeBuilder builder =
        Bridge.builder().listenNowhere().limits(EdgeLimits.DEFAULTS.with(limits)).mongrel2(config);
    management.ifPresent(builder::management);
    List<String> remarks = new ArrayList<>(read.remarks());
    return builder.warningsBesides(remarks).reloadFrom(this);
  }

  private Mongrel2Config chosen(Mongrel2Config all) {
    if (all.servers().isEmpty()) {
      throw new IllegalArgumentException(file + " has no server; see m2sh servers");
    }
    List<ServerSpec> servers = which.map(all::named).orElse(all.servers());
    if (servers.size() != 1 && which.isPresent()) {
      throw new IllegalArgumentException(
          file
              + (servers.isEmpty() ? " has no server " : " has several servers ")
              + which.get()
              + "; name one by its uuid: "
              + all.servers().stream()
                  .map(server -> server.uuid() + " (" + server.name() + ")")
                  .collect(Collectors.joining(", ")));
    }
    Map<String, String> settings = new LinkedHashMap<>(all.settings());
    if (servers.size() == 1) { // otherwise only who says one has one
      settings.putIfAbsent(Mongrel2Setting.CONTROL_PORT.key(), STANDARD_CONTROL);
    }
    return new Mongrel2Config(servers, settings, all.mimeTypes());
  }

  /** Writes the pid files, and says where the servers are. */
  static void announce(Bridge bridge, PrintStream out) {
    for (ServerSpec server : bridge.config().mongrel2().servers()) {
      write(server);
      out.println(
          "zwb: Mongrel2 server "
              + server.name()
              + " ("
              + server.uuid()
              + ") on "
              + server.bindAddress()
              + ":"
              + bridge.mongrel2Port(server.uuid()));
    }
  }

  /** Removes the pid files, as far as they are this process's. */
  static void removePidFiles(Bridge bridge) {
    for (ServerSpec server : bridge.config().mongrel2().servers()) {
      Path path = ServerFiles.of(server, server.pidFile());
      try {
        if (!server.pidFile().isEmpty() && Files.readString(path).strip().equals(pid())) {
          Files.delete(path);
        }
      } catch (IOException gone) {
        // there is none any more
      }
    }
  }

  private static String pid() {
    return Long.toString(ProcessHandle.current().pid());
  }

  private static void write(ServerSpec server) {
    if (server.pidFile().isEmpty()) {
      return;
    }
    Path path = ServerFiles.of(server, server.pidFile());
    try {
      Files.writeString(path, pid());
    } catch (IOException failure) {
      throw new IllegalStateException(
          "pid_file "
              + path
              + " cannot be written ("
              + failure.getClass().getSimpleName()
              + "); is there its folder, and may this user write there?",
          failure);
    }
  }
}
