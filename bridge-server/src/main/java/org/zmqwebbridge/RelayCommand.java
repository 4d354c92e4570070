package org.zmqwebbridge;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zmqwebbridge.config.ConfigSources;
import org.zmqwebbridge.relay.LocationPath;
import org.zmqwebbridge.relay.LocationSpec;
import org.zmqwebbridge.relay.LocationSpec.Kind;

/**
 * {@code relay}: a push relay and nothing else, by a configuration file of hbpush, or without one
 * for this machine alone.
 *
 * <p>Owner thread: main, then the bridge's for reloads.
 *
 * @param file the configuration file; empty: hbpush's defaults, on loopback
 * @param json whether the file is JSON; otherwise it is YAML
 * @param port to listen on, whatever the file says; empty: as it says
 * @param management the address of a management listener; empty: there is none
 */
record RelayCommand(
    Optional<Path> file, boolean json, Optional<Integer> port, Optional<String> management)
    implements ReloadSource {
  private static final int PORT = 8080;
  private static final int MAX_PORT = 65_535;

  /**
   * @param words the options after the command
   * @throws UsageException if they are none
   */
  static RelayCommand parse(List<String> words) {
    Optional<Path> file = Optional.empty();
    String format = "yaml";
    Optional<Integer> port = Optional.empty();
    Optional<String> management = Optional.empty();
    List<String> options = apart(words);
    for (int i = 0; i < options.size(); i += 2) {
      String option = options.get(i);
      switch (option) {
        case "--config", "-c" -> file = Optional.of(Path.of(argument(options, i)));
        case "--format", "-f" -> format = argument(options, i);
        case "--port" -> port = Optional.of(port(argument(options, i)));
        case "--management" -> management = Optional.of(argument(options, i));
        default ->
            throw new UsageException(
                option.startsWith("-")
                    ? "unknown option: " + option
                    : "relay takes options only, but got: "
                        + option
                        + "; --config "
                        + option
                        + "?");
      }
    }
    if (!List.of("yaml", "json").contains(format)) {
      throw new UsageException("--format is yaml or json, not " + format);
    }
    return new RelayCommand(file, format.equals("json"), port, management);
  }

  /** {@code --config=FILE} is {@code --config FILE}, as hbpushd has it. */
  private static List<String> apart(List<String> words) {
    List<String> options = new ArrayList<>();
    for (String word : words) {
      int equals = word.startsWith("--") ? word.indexOf('=') : -1;
      options.add(equals < 0 ? word : word.substring(0, equals));
      if (equals >= 0) {
        options.add(word.substring(equals + 1));
      }
    }
    return options;
  }

  private static String argument(List<String> options, int at) {
    if (at + 1 >= options.size()) {
      throw new UsageException(options.get(at) + " needs an argument");
    }
    return options.get(at + 1);
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= MAX_PORT) {
        return port;
      }
    } catch (NumberFormatException noNumber) {
      // said below
    }
    throw new UsageException("--port is a number from 0 to 65535, not " + text);
  }

  /**
   * What the bridge is made of.
   *
   * @throws org.zmqwebbridge.config.ConfigException if the file is wrong; says where
   */
  @Override
  public BridgeBuilder read() {
    BridgeBuilder builder = file.map(this::byFile).orElseGet(this::byDefault);
    management.ifPresent(builder::management);
    return builder.reloadFrom(this);
  }

  private BridgeBuilder byFile(Path path) {
    ConfigSources sources = new ConfigSources();
    return (json ? sources.json(path) : sources.file(path))
        .read(root -> RelayFile.read(root, port));
  }

  private BridgeBuilder byDefault() {
    return RelayFile.alone()
        .listen("127.0.0.1:" + port.orElse(PORT))
        .relay(RelaySettings.standard());
  }

  /** Says where it is. */
  static void announce(Bridge bridge, PrintStream out, boolean isManaged) {
    String address = bridge.uri().replaceFirst("^ws(.*?)/[^/]*$", "http$1");
    out.println("zwb: push relay on " + address);
    for (LocationSpec location : bridge.relay().locations()) {
      out.println("zwb: " + who(location.kind()) + " at " + written(location.path()));
    }
    if (isManaged) {
      out.println("zwb: management on " + bridge.managementUri());
    }
  }

  private static String who(Kind kind) {
    return switch (kind) {
      case PUBLISHER -> "publishers";
      case SUBSCRIBER -> "subscribers";
      case PUBSUB -> "publishers and subscribers";
      case STATUS -> "how it does";
    };
  }

  private static String written(LocationPath path) {
    return path.equals(LocationPath.prefix(path.text())) ? path.text() + "CHANNEL" : path.text();
  }
}
