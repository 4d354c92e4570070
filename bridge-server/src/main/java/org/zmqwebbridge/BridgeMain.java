package org.zmqwebbridge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.Security;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.zmqwebbridge.config.ConfigException;
import org.zmqwebbridge.config.ConfigSources;
import org.zmqwebbridge.log.LineLoggers;
import org.zmqwebbridge.log.LogLine;
import org.zmqwebbridge.log.LogProvider;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.PacedLog;

/**
 * The command line: {@code serve}, {@code relay}, {@code grip}, {@code config check}, {@code config
 * schema}, {@code init} and {@code version}.
 */
public final class BridgeMain {
  /** Variables of the launcher and the tests; all other ZWB_… are settings. */
  private static final Set<String> LAUNCHER_VARIABLES =
      Set.of(
          "ZWB_JAVA_OPTS",
          "ZWB_HEAP",
          "ZWB_CLASSPATH",
          "ZWB_PYTHON",
          "ZWB_CHROMIUM",
          "ZWB_CHROMEDRIVER",
          "ZWB_BUILD");

  /** The schema of the configuration, beside this class. */
  private static final String SCHEMA = "zwb.schema.json";

  /** How much longer than configured a stop may take before the process just ends. */
  private static final long PATIENCE_MILLIS = 1_000;

  /** How long an end waits for what is still to be written; nobody may read it. */
  private static final long LAST_LINES_MILLIS = 300;

  private final LogStream out =
      LogStream.start(new FileOutputStream(FileDescriptor.out), "zwb-out", BridgeMain::dropNotice);
  private final LogStream err =
      LogStream.start(new FileOutputStream(FileDescriptor.err), "zwb-log", BridgeMain::dropNotice);

  private final PacedLog uncaught = new PacedLog();
  private final Ahead ahead;

  private BridgeMain(Ahead ahead) {
    this.ahead = ahead;
  }

  /** Exits with 0 after a clean stop, 1 if the bridge could not start, 2 for a wrong command. */
  public static void main(String[] args) {
    LogProvider.choose();
    setDnsDefaults();
    setCacheLine();
    ILoggerFactory unused = LoggerFactory.getILoggerFactory(); // before two threads ask for it
    new BridgeMain(Ahead.of(args)).run(args);
  }

  private void run(String[] args) {
    System.setOut(out.printStream());
    System.setErr(err.printStream());
    if (LoggerFactory.getILoggerFactory() instanceof LineLoggers loggers) {
      loggers.writeTo(err);
      Thread.setDefaultUncaughtExceptionHandler(this::onUncaught);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(this::writeLastLines, "zwb-last-lines"));
    List<String> words = List.of(args);
    String last = words.isEmpty() ? "" : words.get(words.size() - 1);
    try {
      if (last.equals("--version") || words.equals(List.of("version"))) {
        System.out.println(Version.line());
      } else if (List.of("--help", "-h").contains(last) || words.equals(List.of("help"))) {
        System.out.print(Usage.all());
      } else if (!words.isEmpty() && words.get(0).equals("serve")) {
        serve(words.subList(1, words.size()));
      } else if (!words.isEmpty() && words.get(0).equals("relay")) {
        relay(RelayCommand.parse(words.subList(1, words.size())));
      } else if (!words.isEmpty() && words.get(0).equals("grip")) {
        grip(GripCommand.parse(words.subList(1, words.size())));
      } else if (!words.isEmpty() && words.get(0).equals("grip-publish")) {
        GripPublishCommand.parse(words.subList(1, words.size()), System.getenv()).run(System.out);
      } else if (!words.isEmpty() && ProbeCommand.is(words.get(0))) {
        ProbeCommand.run(words);
        System.exit(0);
      } else if (!words.isEmpty() && words.get(0).equals("mongrel2")) {
        mongrel2(Mongrel2Command.parse(words.subList(1, words.size())));
      } else if (!words.isEmpty() && words.get(0).equals("blastbeat")) {
        blastbeat(BlastbeatCommand.parse(words.subList(1, words.size())));
      } else if (!words.isEmpty() && words.get(0).equals("m2sh")) {
        System.exit(M2shCommand.run(words.subList(1, words.size()), System.getenv()));
      } else if (!words.isEmpty() && words.get(0).equals("procer")) {
        System.exit(ProcerCommand.run(words.subList(1, words.size()), System.getenv()));
      } else if (words.size() >= 2 && words.subList(0, 2).equals(List.of("config", "check"))) {
        check(words.subList(2, words.size()));
      } else if (words.equals(List.of("config", "schema"))) {
        schema();
      } else if (words.equals(List.of("rehearse"))) {
        Rehearsal.play(this::start);
      } else if (!words.isEmpty() && words.get(0).equals("init")) {
        InitCommand.run(words.subList(1, words.size()), System.out);
      } else {
        throw new UsageException(
            words.isEmpty()
                ? "a command is missing"
                : "unknown command: " + String.join(" ", words));
      }
    } catch (UsageException wrong) {
      System.err.println("zwb: " + wrong.getMessage());
      System.err.print(Usage.of(words.isEmpty() ? "" : words.get(0)));
      System.exit(2);
    } catch (ConfigException | IllegalStateException | IllegalArgumentException failure) {
      String message = String.valueOf(failure.getMessage());
      message.lines().forEach(line -> System.err.println("zwb: " + line));
      System.exit(1);
    }
  }

  /** What no thread handles is a line of the log as well, whatever its format. */
  private void onUncaught(Thread thread, Throwable failure) {
    uncaught.line(
        failure,
        (more, trace) ->
            LoggerFactory.getLogger(BridgeMain.class)
                .error("{} has ended by a failure{}", thread.getName(), more, trace));
  }

  private void writeLastLines() {
    out.drain(LAST_LINES_MILLIS);
    err.drain(LAST_LINES_MILLIS);
  }

  /** The line that says how many were dropped looks like all others. */
  private static byte[] dropNotice(long lines) {
    String message = "the log was not read fast enough: " + lines + " lines were dropped";
    return LoggerFactory.getILoggerFactory() instanceof LineLoggers loggers
        ? loggers.bytes(
            new LogLine(
                Instant.now(),
                Level.WARN,
                LogStream.class.getName(),
                Thread.currentThread().getName(),
                message,
                OptionalLong.empty(),
                null))
        : ("zwb: " + message + "\n").getBytes(UTF_8);
  }

  /**
   * Java remembers addresses for 30 s, and that there is none for 10 s: too long for a service that
   * has moved. Names are looked up only while their service is absent, once a second.
   */
  private static void setDnsDefaults() {
    Map<String, String> properties =
        Map.of(
            "networkaddress.cache.ttl", "sun.net.inetaddr.ttl",
            "networkaddress.cache.negative.ttl", "sun.net.inetaddr.negative.ttl");
    properties.forEach(
        (security, system) -> setSecurity(security, System.getProperty(system, "1")));
  }

  /** To set one starts Java's own logging; where it is installed with its Java, all are set. */
  private static void setSecurity(String property, String value) {
    if (!value.equals(Security.getProperty(property))) {
      Security.setProperty(property, value);
    }
  }

  /**
   * Jetty would start the whole of JMX, a sixth of the work of a start, to find that a line of the
   * cache has 64 bytes, 16 references.
   */
  private static void setCacheLine() {
    String property = "org.eclipse.jetty.util.referencesPerCacheLine";
    System.setProperty(property, System.getProperty(property, "16"));
  }

  private void serve(List<String> options) {
    Bridge bridge = start(new ServedConfig(file(options), () -> sources(options)));
    stopsAtSignal(bridge);
    announce(bridge);
  }

  private void relay(RelayCommand command) {
    Bridge bridge = start(command);
    stopsAtSignal(bridge);
    RelayCommand.announce(bridge, System.out, command.management().isPresent());
  }

  private void grip(GripCommand command) {
    Bridge bridge = start(command);
    stopsAtSignal(bridge);
    GripCommand.announce(bridge, System.out);
  }

  private void blastbeat(BlastbeatCommand command) {
    Bridge bridge = start(command);
    stopsAtSignal(bridge);
    BlastbeatCommand.announce(bridge, System.out);
  }

  private void mongrel2(Mongrel2Command command) {
    Bridge bridge = start(command);
    bridge.whenMongrel2Asks(() -> System.exit(0), () -> reload(bridge));
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> stop(bridge, () -> Mongrel2Command.removePidFiles(bridge)), "zwb-shutdown"));
    Mongrel2Command.announce(bridge, System.out);
  }

  private void stopsAtSignal(Bridge bridge) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(bridge, () -> {}), "zwb-shutdown"));
  }

  private Bridge start(ReloadSource config) {
    AtomicReference<Bridge> running = new AtomicReference<>();
    BridgeBuilder builder = config.read();
    List<String> unused = config.applied(); // how much is logged
    ahead.await();
    Hangup.does(() -> reload(running.get()));
    Bridge bridge = builder.accessSink(this::writeAccess).build();
    out.countTo(() -> bridge.counters().increment(Counter.LOG_LINES_DROPPED));
    err.countTo(() -> bridge.counters().increment(Counter.LOG_LINES_DROPPED));
    if (LoggerFactory.getILoggerFactory() instanceof LineLoggers loggers) {
      bridge.everySecond(loggers::sumUp);
    }
    bridge.start();
    running.set(bridge);
    return bridge;
  }

  /** The log proper is on the other stream. */
  private void writeAccess(String line) {
    byte[] bytes = (line + "\n").getBytes(UTF_8);
    out.write(bytes, 0, bytes.length);
  }

  private static void announce(Bridge bridge) {
    System.out.println("zwb: " + bridge.uri());
    System.out.println("zwb: management on " + bridge.managementUri());
    bridge.pagesUri().ifPresent(uri -> System.out.println("zwb: pages on " + uri));
  }

  /** Before it runs, it reads its files for the first time anyway. */
  private static void reload(Bridge running) {
    if (running != null) {
      CompletionStage<ReloadReport> unused = running.reloadSoon();
    }
  }

  private static Optional<Path> file(List<String> options) {
    int at = options.indexOf("--config");
    return at < 0 ? Optional.empty() : Optional.of(Path.of(argument(options, at)));
  }

  /** A stop in order is no failure: the JVM alone would exit with 143. */
  private void stop(Bridge bridge, Runnable last) {
    Thread patience = new Thread(() -> haltAfter(bridge.shutdownMillis()), "zwb-patience");
    patience.setDaemon(true);
    patience.start();
    bridge.close();
    last.run();
    writeLastLines();
    Runtime.getRuntime().halt(0);
  }

  /** Whatever hangs, even the log, the process ends: so nothing is said here. */
  private static void haltAfter(long shutdownMillis) {
    try {
      Thread.sleep(shutdownMillis + PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(1);
  }

  private static ConfigSources sources(List<String> options) {
    ConfigSources sources = new ConfigSources();
    for (int i = 0; i < options.size(); i += 2) {
      if (options.get(i).equals("--config")) {
        sources.file(Path.of(argument(options, i)));
      } else if (!List.of("--set", "--pages").contains(options.get(i))) {
        throw new UsageException("unknown option: " + options.get(i));
      }
    }
    sources.environment(System.getenv(), LAUNCHER_VARIABLES);
    for (int i = 0; i < options.size(); i += 2) {
      if (options.get(i).equals("--set")) {
        sources.set(argument(options, i));
      } else if (options.get(i).equals("--pages")) {
        sources.pages(Path.of(argument(options, i)));
      }
    }
    return sources;
  }

  private static String argument(List<String> options, int at) {
    if (at + 1 >= options.size()) {
      throw new UsageException(options.get(at) + " needs an argument");
    }
    return options.get(at + 1);
  }

  /** What {@code serve} with the same words would read. */
  private static void check(List<String> words) {
    List<String> options = new ArrayList<>(words);
    if (!words.isEmpty() && !words.get(0).startsWith("--")) {
      options.add(0, "--config");
    }
    int file = options.indexOf("--config");
    Bridge bridge =
        options.size() == 2 && BlastbeatCommand.isFor(Path.of(options.get(1)))
            ? BlastbeatCommand.checked(Path.of(options.get(1)))
            : sources(options).read(BridgeSettings::read).build();
    bridge.warnings().forEach(warning -> System.out.println("zwb: warning: " + warning));
    bridge.close();
    System.out.println((file < 0 ? "environment" : options.get(file + 1)) + ": valid");
  }

  private static void schema() {
    try (InputStream schema = BridgeMain.class.getResourceAsStream(SCHEMA)) {
      if (schema == null) {
        throw new IllegalStateException("this build has no " + SCHEMA + "; build it with ./zwb");
      }
      System.out.print(new String(schema.readAllBytes(), UTF_8));
    } catch (IOException failure) {
      throw new IllegalStateException("the schema cannot be read", failure);
    }
  }
}
