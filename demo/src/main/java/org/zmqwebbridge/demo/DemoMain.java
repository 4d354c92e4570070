package org.zmqwebbridge.demo;

import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.zmqwebbridge.demo.blastbeat.BlastbeatDemo;
import org.zmqwebbridge.demo.blastbeat.BlastbeatOptions;
import org.zmqwebbridge.demo.mongrel2.Mongrel2Demo;
import org.zmqwebbridge.demo.mongrel2.Mongrel2Options;
import org.zmqwebbridge.log.LineLoggers;
import org.zmqwebbridge.log.LogLevels;
import org.zmqwebbridge.log.LogProvider;

/**
 * {@code ./zwb demo}: starts the demo, says where it is, and runs until it is told to stop.
 *
 * <p>Owner thread: main; SIGTERM and Ctrl-C end it through a shutdown hook, with exit status 0.
 * Status 2 means that the command line is wrong, 1 that the demo could not start.
 */
public final class DemoMain {
  private static final int CANNOT_START = 1;
  private static final int WRONG_USAGE = 2;

  private DemoMain() {}

  /** The program; see {@link DemoOptions#USAGE}. */
  public static void main(String[] args) {
    quiet();
    List<String> words = List.of(args);
    if (words.contains("--help")) {
      System.out.print(usage(words));
      return;
    }
    try {
      if (words.contains("--mongrel2")) {
        start(Mongrel2Options.parse(words));
      } else if (words.contains("--blastbeat")) {
        start(BlastbeatOptions.parse(words));
      } else {
        start(DemoOptions.parse(words));
      }
    } catch (IllegalArgumentException wrong) {
      fail(WRONG_USAGE, "demo: " + wrong.getMessage() + "\n" + usage(words));
    }
  }

  private static String usage(List<String> words) {
    if (words.contains("--mongrel2")) {
      return Mongrel2Options.USAGE;
    }
    return words.contains("--blastbeat") ? BlastbeatOptions.USAGE : DemoOptions.USAGE;
  }

  /** Only what is wrong is in the log. */
  private static void quiet() {
    LogProvider.choose();
    if (LoggerFactory.getILoggerFactory() instanceof LineLoggers loggers) {
      loggers.use(new LogLevels(Level.WARN.toInt(), Map.of()));
    }
  }

  private static void start(DemoOptions options) {
    try {
      Demo demo = Demo.start(options);
      endWithProcess(demo::close);
      System.out.println(demo.banner());
    } catch (RuntimeException | Error failed) { // threads of services would keep the process
      fail(CANNOT_START, "demo: " + StartFailure.words(failed, options.port(), "zwb demo"));
    }
  }

  private static void start(Mongrel2Options options) {
    try {
      Mongrel2Demo demo = Mongrel2Demo.start(options);
      endWithProcess(demo::close);
      System.out.println(demo.banner());
    } catch (RuntimeException | Error failed) { // as above
      String command = "zwb demo --mongrel2";
      fail(CANNOT_START, "demo: " + StartFailure.words(failed, options.port(), command));
    }
  }

  private static void start(BlastbeatOptions options) {
    try {
      BlastbeatDemo demo = BlastbeatDemo.start(options);
      endWithProcess(demo::close);
      System.out.println(demo.banner());
    } catch (RuntimeException | Error failed) { // as above
      String command = "zwb demo --blastbeat";
      fail(CANNOT_START, "demo: " + StartFailure.words(failed, options.port(), command));
    }
  }

  private static void endWithProcess(Runnable end) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(end), "demo-end"));
  }

  /** Ends the process with status 0 also after a signal, whose own status would be 128 + n. */
  private static void end(Runnable end) {
    end.run();
    System.out.flush();
    Runtime.getRuntime().halt(0);
  }

  private static void fail(int status, String words) {
    System.err.println(words);
    System.exit(status);
  }
}
