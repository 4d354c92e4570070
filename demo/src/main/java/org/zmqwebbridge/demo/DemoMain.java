package org.zmqwebbridge.demo;

import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
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
    if (List.of(args).contains("--help")) {
      System.out.print(DemoOptions.USAGE);
      return;
    }
    DemoOptions options = null;
    try {
      options = DemoOptions.parse(List.of(args));
    } catch (IllegalArgumentException wrong) {
      fail(WRONG_USAGE, "demo: " + wrong.getMessage() + "\n" + DemoOptions.USAGE);
    }
    start(options);
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
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(demo), "demo-end"));
      System.out.println(demo.banner());
    } catch (RuntimeException | Error failed) { // threads of services would keep the process
      fail(CANNOT_START, "demo: " + StartFailure.words(failed, options));
    }
  }

  /** Ends the process with status 0 also after a signal, whose own status would be 128 + n. */
  private static void end(Demo demo) {
    demo.close();
    System.out.flush();
    Runtime.getRuntime().halt(0);
  }

  private static void fail(int status, String words) {
    System.err.println(words);
    System.exit(status);
  }
}
