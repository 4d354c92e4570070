package org.zmqwebbridge;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.zmqwebbridge.config.ConfigException;
import org.zmqwebbridge.config.Section;
import org.zmqwebbridge.mongrel2.config.HostSpec;
import org.zmqwebbridge.mongrel2.config.Mongrel2Config;
import org.zmqwebbridge.mongrel2.config.Mongrel2File;
import org.zmqwebbridge.mongrel2.config.ServerSpec;

/**
 * The settings below {@code mongrel2}: servers by name, Mongrel2's own settings, and perhaps a file
 * of Mongrel2's with more of both.
 */
final class Mongrel2Settings {
  private static final String KEY = "mongrel2";
  private static final String FILE = "file";
  private static final String SERVERS = "servers";
  private static final int PORT = 6767;
  private static final int MAX_PORT = 65_535;
  private static final int MAX_LEVEL = 4;

  private Mongrel2Settings() {}

  static void read(Section root, BridgeBuilder builder) {
    if (root.has(KEY)) {
      root.attempt(() -> config(root.section(KEY))).ifPresent(builder::mongrel2);
    }
  }

  private static Mongrel2Config config(Section section) {
    List<ServerSpec> servers = new ArrayList<>();
    Map<String, String> settings = new LinkedHashMap<>();
    Map<String, String> mimeTypes = new LinkedHashMap<>();
    Optional<Mongrel2Config> read = file(section);
    read.ifPresent(
        config -> {
          servers.addAll(config.servers());
          settings.putAll(config.settings());
          mimeTypes.putAll(config.mimeTypes());
        });
    Section own = section.section(SERVERS);
    for (String name : own.orderedKeys()) {
      section.attempt(() -> server(name, own.section(name))).ifPresent(servers::add);
    }
    settings.putAll(texts(section.section("settings")));
    mimeTypes.putAll(texts(section.section("mimeTypes")));
    section.end();
    if (!section.has(FILE) && !section.has(SERVERS)) {
      section.refuse(SERVERS, "is missing; write servers by name, or the file of a configuration");
    }
    return understood(section, new Parts(servers, settings, mimeTypes));
  }

  private record Parts(
      List<ServerSpec> servers, Map<String, String> settings, Map<String, String> mimeTypes) {}

  private static Mongrel2Config understood(Section section, Parts parts) {
    Mongrel2Config config =
        checked(
            section,
            () -> new Mongrel2Config(parts.servers(), parts.settings(), parts.mimeTypes()));
    checked(section, config::limits).remarks().forEach(remark -> section.warn("settings", remark));
    return config;
  }

  private static Optional<Mongrel2Config> file(Section section) {
    Optional<Mongrel2File> read =
        section.parsed(FILE, file -> Mongrel2File.read(inFolder(section, file)));
    read.ifPresent(file -> file.remarks().forEach(remark -> section.warn(FILE, remark)));
    return read.map(Mongrel2File::config);
  }

  private static Path inFolder(Section section, String file) {
    return section.folder().map(folder -> folder.resolve(file)).orElse(Path.of(file));
  }

  /** Names with dots may have come apart. */
  private static Map<String, String> texts(Section section) {
    Section flat = section.flattened();
    Map<String, String> texts = new LinkedHashMap<>();
    flat.orderedKeys().forEach(key -> flat.text(key).ifPresent(text -> texts.put(key, text)));
    return texts;
  }

  private static ServerSpec server(String name, Section section) {
    List<HostSpec> hosts = Mongrel2HostSettings.read(section.section("hosts"));
    String firstHost = hosts.isEmpty() ? "localhost" : hosts.get(0).name();
    ServerSpec server =
        checked(
            section,
            () ->
                new ServerSpec(
                    section.text("uuid").orElse(name),
                    name,
                    section.text("bindAddress").orElse("127.0.0.1"),
                    (int) section.number("port", PORT, 0, MAX_PORT),
                    section.flag("tls", false),
                    section.text("defaultHost").orElse(firstHost),
                    section.text("accessLog").orElse(""),
                    section.text("errorLog").orElse(""),
                    section.text("pidFile").orElse(""),
                    section.text("controlPort").orElse(""),
                    section.text("chroot").orElse(""),
                    (int)
                        section.number(
                            "errorLogLevel", ServerSpec.DEFAULT_ERROR_LOG_LEVEL, 0, MAX_LEVEL),
                    hosts,
                    List.of(),
                    List.of()));
    section.end();
    return server;
  }

  /** Says where a value that is refused stands. */
  static <T> T checked(Section section, Supplier<T> making) {
    try {
      return making.get();
    } catch (IllegalArgumentException wrong) {
      throw new ConfigException(section.where() + ": mongrel2: " + wrong.getMessage());
    }
  }
}
