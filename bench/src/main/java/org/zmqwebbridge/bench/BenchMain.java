package org.zmqwebbridge.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.zmqwebbridge.Bridge;
import org.zmqwebbridge.bench.report.HtmlReport;
import org.zmqwebbridge.bench.report.JsonReport;
import org.zmqwebbridge.bench.report.Machine;
import org.zmqwebbridge.bench.report.Result;
import org.zmqwebbridge.bench.report.TextReport;

/**
 * {@code zwb bench}: the command line of the load tool.
 *
 * <p>Owner thread: main. Exit status 2 means that the command line is wrong, 1 that the load could
 * not be put on.
 */
public final class BenchMain {
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;

  /** What runs without arguments. */
  private static final List<List<String>> TOUR =
      List.of(
          List.of("requests", "--warm", "3", "--seconds", "5"),
          List.of("requests", "--warm", "3", "--seconds", "5", "--rate", "2000"),
          List.of("subscribers", "--warm", "3", "--seconds", "5"),
          List.of("subscribers", "--warm", "3", "--seconds", "5", "--rate", "40"));

  private final PrintStream out;
  private final Progress progress;

  BenchMain(PrintStream out, PrintStream progress) {
    this.out = out;
    this.progress = new Progress(progress);
  }

  /** The program; see {@link Mode#overview}. */
  public static void main(String[] args) throws IOException {
    List<String> words = List.of(args);
    if (!words.isEmpty() && words.get(0).equals("jmh")) {
      org.openjdk.jmh.Main.main(JmhArguments.of(words.subList(1, words.size())));
      return;
    }
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    int status = new BenchMain(out, err).run(words);
    if (status != 0) {
      System.exit(status);
    }
  }

  /** Runs a command line and returns the exit status. */
  int run(List<String> words) {
    try {
      if (words.contains("--help") || words.contains("-h") || words.equals(List.of("help"))) {
        out.print(help(words.get(0)));
      } else {
        runLoads(words);
      }
      return 0;
    } catch (IllegalArgumentException wrong) {
      progress.say("bench: " + wrong.getMessage() + "\nTry: zwb bench --help");
      return WRONG_USAGE;
    } catch (IllegalStateException | UncheckedIOException failure) {
      progress.say("bench: " + failure.getMessage());
      return FAILED;
    }
  }

  private static String help(String word) {
    return Mode.named(word).map(Mode::usage).orElseGet(Mode::overview);
  }

  private void runLoads(List<String> words) {
    boolean tour = words.isEmpty() || words.get(0).startsWith("--");
    List<Options> loads = new ArrayList<>();
    if (tour) {
      for (List<String> load : TOUR) {
        List<String> all = new ArrayList<>(load);
        all.addAll(words);
        loads.add(parse(all));
      }
    } else {
      loads.add(parse(words));
    }
    List<Result> results = new ArrayList<>();
    for (Options load : loads) {
      try (Site site = Site.open(load, progress)) {
        results.add(Load.of(load.mode()).run(load, site, progress));
      }
      out.println(TextReport.of(results.get(results.size() - 1)));
    }
    write(loads.get(0), results);
  }

  private static Options parse(List<String> words) {
    String word = words.get(0);
    Mode mode =
        Mode.named(word)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "there is no load '"
                            + word
                            + "'; there are requests, subscribers, topics, idle, polite, and jmh"));
    return Options.parse(mode, words.subList(1, words.size()));
  }

  private void write(Options options, List<Result> results) {
    Machine machine =
        Machine.here(options.isSet("--url") ? "unknown, " + options.required("--url") : version());
    Instant now = Instant.now();
    options
        .text("--json")
        .ifPresent(file -> write(Path.of(file), JsonReport.of(results, machine, now)));
    options
        .text("--html")
        .ifPresent(file -> write(Path.of(file), HtmlReport.of(results, machine, now)));
  }

  private void write(Path file, String text) {
    try {
      Files.writeString(file, text);
      progress.say("wrote " + file);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot write " + file + ": " + failure, failure);
    }
  }

  /** Of the bridge on the class path, which is the one that is started. */
  private static String version() {
    Properties properties = new Properties();
    try (InputStream in = Bridge.class.getResourceAsStream("version.properties")) {
      properties.load(in);
    } catch (IOException failure) {
      throw new UncheckedIOException("the bridge's jar lacks its version", failure);
    }
    return properties.getProperty("version");
  }
}
