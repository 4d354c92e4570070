package org.zmqwebbridge;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.zmqwebbridge.log.LineLoggers;
import org.zmqwebbridge.log.LogLevels;
import org.zmqwebbridge.probe.ProbeOptions;
import org.zmqwebbridge.probe.Role;

/**
 * {@code req}, {@code sub}, {@code pub} and {@code push}: one socket, to try a bridge or a service.
 *
 * <p>Owner thread: main.
 */
final class ProbeCommand {
  private static final int BROKEN_PIPE = 128 + 13; // as a shell says it: 128 and SIGPIPE

  private ProbeCommand() {}

  /** Whether a command's word is one of these. */
  static boolean is(String word) {
    return List.of("req", "sub", "pub", "push").contains(word);
  }

  /**
   * Runs it. What comes goes straight to standard output: who pipes it elsewhere slows it down, and
   * loses nothing.
   *
   * @throws UsageException if the words are wrong
   * @throws IllegalStateException if something did not work; the message says what
   */
  static void run(List<String> words) {
    if (LoggerFactory.getILoggerFactory() instanceof LineLoggers loggers) {
      loggers.use(new LogLevels(Level.WARN.toInt(), Map.of()));
    }
    Role role = Role.of(words.get(0));
    ProbeOptions options = parsed(role, words.subList(1, words.size()));
    OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out));
    try {
      options.run(System.in, out, remark -> System.err.println("zwb: " + remark));
      out.flush();
    } catch (IOException closed) { // by a reader that has enough: head, for example
      System.exit(BROKEN_PIPE);
    }
  }

  private static ProbeOptions parsed(Role role, List<String> words) {
    try {
      return ProbeOptions.parse(role, words);
    } catch (IllegalArgumentException wrong) {
      throw new UsageException(wrong.getMessage());
    }
  }
}
