package org.zmqwebbridge;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.event.Level;
import org.zmqwebbridge.edge.access.AccessSettings;
import org.zmqwebbridge.grip.GripRoute;
import org.zmqwebbridge.grip.RouteLine;
import org.zmqwebbridge.grip.RouteTable;
import org.zmqwebbridge.grip.RoutesFile;
import org.zmqwebbridge.log.LogFormat;
import org.zmqwebbridge.log.LogLevels;

/**
 * {@code grip}: a reverse proxy by GRIP and nothing else, by Pushpin's configuration file or by
 * routes of the command line; without either, an origin of its own answers.
 *
 * <p>Owner thread: main, then the bridge's for reloads.
 *
 * @param options what the command line says
 * @param watched the files that it was read from
 * @param fileLevel how much is logged as the file says; below 0: it does not say
 */
record GripCommand(Options options, WatchedFiles watched, AtomicInteger fileLevel)
    implements ReloadSource {
  /** The name of the listener of publishers. */
  static final String CONTROL = "grip-control";

  /** Where publishers post, unless told otherwise. */
  static final int CONTROL_PORT = 5_561;

  private static final int INFO = 2;
  private static final int MAX_ID = 5_000;
  private static final Map<String, String> SHORT = Map.of("-m", "--merge-output");
  private static final Set<String> ALONE = Set.of("--verbose", "--merge-output");

  /**
   * What the command line says.
   *
   * @param routes lines as a routes file has them, in its place
   * @param listen where clients come in; empty: as the file says
   * @param id of several on one machine; -1: the only one
   * @param logLevel Pushpin's: 0 errors, 1 warnings, 2 all that is for operators, 3 everything; -1:
   *     as the file says
   * @param management the address of a management listener; empty: there is none
   * @param remarks what is said at the start
   */
  record Options(
      Optional<Path> config,
      List<String> routes,
      Optional<String> listen,
      int id,
      int logLevel,
      Optional<String> management,
      List<String> remarks) {}

  /**
   * @param words the options after the command
   * @throws UsageException if they are none
   */
  static GripCommand parse(List<String> words) {
    Draft draft = new Draft();
    List<String> options = apart(words);
    for (int i = 0; i < options.size(); i++) {
      String option = SHORT.getOrDefault(options.get(i), options.get(i));
      if (ALONE.contains(option)) {
        draft.logLevel = option.equals("--verbose") ? INFO + 1 : draft.logLevel;
      } else if (i + 1 < options.size()) {
        draft.take(option, options.get(++i));
      } else {
        draft.take(option, "");
        throw new UsageException(option + " needs an argument");
      }
    }
    return new GripCommand(draft.options(), new WatchedFiles(), new AtomicInteger(-1));
  }

  /** {@code --port=80} is {@code --port 80}, as Pushpin has it. */
  private static List<String> apart(List<String> words) {
    List<String> options = new ArrayList<>();
    for (String word : words) {
      boolean isRoute = !options.isEmpty() && options.get(options.size() - 1).equals("--route");
      int equals = word.startsWith("--") && !isRoute ? word.indexOf('=') : -1;
      options.add(equals < 0 ? word : word.substring(0, equals));
      if (equals >= 0) {
        options.add(word.substring(equals + 1));
      }
    }
    return options;
  }

  /** Options, while they are read. */
  private static final class Draft {
    private Optional<Path> config = Optional.empty();
    private final List<String> routes = new ArrayList<>();
    private Optional<String> listen = Optional.empty();
    private int id = -1;
    private int logLevel = -1;
    private Optional<String> management = Optional.empty();
    private final List<String> remarks = new ArrayList<>();

    void take(String option, String argument) {
      switch (option) {
        case "--config" -> config = Optional.of(Path.of(argument));
        case "--route" -> routes.add(argument);
        case "--port" -> listen = Optional.of(loopback(argument));
        case "--id" -> id = number(option, argument, MAX_ID);
        case "--loglevel" -> logLevel = number(option, argument, Integer.MAX_VALUE);
        case "--management" -> management = Optional.of(argument);
        case "--logfile" ->
            remarks.add(
                "--logfile: the log is on standard error; send it there with 2>" + argument);
        default ->
            throw new UsageException(
                option.startsWith("-")
                    ? "unknown option: " + option
                    : "grip takes options only, but got: " + option);
      }
    }

    private static int number(String option, String text, int most) {
      if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) > most) {
        throw new UsageException(option + " is a number from 0 to " + most + ", not " + text);
      }
      return Integer.parseInt(text);
    }

    Options options() {
      return new Options(
          config, List.copyOf(routes), listen, id, logLevel, management, List.copyOf(remarks));
    }
  }

  /** An address; a port alone is of this machine only. */
  static String loopback(String address) {
    return address.contains(":") ? address : "127.0.0.1:" + address;
  }

  /**
   * Routes of a command line.
   *
   * @throws UsageException if one is wrong
   */
  static RoutesFile table(List<String> lines) {
    List<GripRoute> routes = new ArrayList<>();
    for (String line : lines) {
      try {
        RouteLine.read(line).ifPresent(routes::add);
      } catch (IllegalArgumentException wrong) {
        throw new UsageException("--route \"" + line + "\": " + wrong.getMessage());
      }
    }
    List<String> idle = RouteLine.idle(lines).map(said -> "--route: " + said).stream().toList();
    return new RoutesFile(new RouteTable(routes), idle);
  }

  /**
   * What the bridge is made of.
   *
   * @throws org.zmqwebbridge.config.ConfigException if a file is wrong; says where
   */
  @Override
  public BridgeBuilder read() {
    Set<Path> files = new LinkedHashSet<>();
    options.config().ifPresent(files::add);
    watched.reading(files);
    PushpinConf conf = PushpinConf.read(options.config(), options.id());
    if (options.config().isPresent()) {
      files.addAll(conf.files());
      watched.reading(files);
    }
    fileLevel.set(conf.logLevel());
    boolean alone = options.config().isEmpty() && options.routes().isEmpty();
    BridgeBuilder builder =
        conf.builder(options.listen(), alone ? List.of("* test") : options.routes());
    options.management().ifPresent(builder::management);
    builder.warningsBesides(options.remarks()).watchFiles(options.config().isPresent());
    return builder.reloadFrom(this);
  }

  @Override
  public boolean hasSettledAnew() {
    return watched.haveSettledAnew();
  }

  @Override
  public List<String> applied() {
    new LogSettings(new LogLevels(level().toInt(), Map.of()), LogFormat.TEXT, AccessSettings.OFF)
        .apply();
    return List.of();
  }

  /** How much is logged: as the command line says, or else the file. */
  Level level() {
    int file = fileLevel.get() < 0 ? INFO : fileLevel.get();
    int said = options.logLevel() < 0 ? file : options.logLevel();
    return said > INFO ? Level.DEBUG : List.of(Level.ERROR, Level.WARN, Level.INFO).get(said);
  }

  /** Says where it is. */
  static void announce(Bridge bridge, PrintStream out) {
    String address = bridge.uri().replaceFirst("^ws(.*?)/[^/]*$", "http$1");
    out.println("zwb: GRIP on " + address);
    out.println("zwb: publishers at http://127.0.0.1:" + bridge.port(CONTROL) + "/publish");
  }
}
