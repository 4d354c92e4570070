package org.zmqwebbridge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.zmqwebbridge.mongrel2.m2sh.M2sh;
import org.zmqwebbridge.mongrel2.m2sh.M2shSurroundings;

/**
 * {@code m2sh}: Mongrel2's command, with this process around it.
 *
 * <p>Owner thread: main.
 */
final class M2shCommand {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final String HEAP = "512m";
  private static final Pattern SPACES = Pattern.compile("\\s+");

  private M2shCommand() {}

  /**
   * Does one command. What it prints is all written when this returns, however much it is.
   *
   * @return the exit status
   */
  static int run(List<String> words, Map<String, String> environment) {
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, UTF_8);
    PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8);
    try {
      return new M2sh(
              new M2shSurroundings(
                  new BufferedReader(new InputStreamReader(System.in, UTF_8)),
                  Boolean.getBoolean("zwb.terminal"),
                  out,
                  err,
                  environment.getOrDefault("LOGNAME", System.getProperty("user.name")),
                  hostName(),
                  "ZmqWebBridge/" + Version.text(),
                  launcher(environment),
                  (address, request) -> OneAsk.ask(address, request, PATIENCE)))
          .run(words);
    } finally {
      out.flush();
    }
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "localhost";
    }
  }

  /** What runs a server: this program, in a process like the launcher's. */
  private static List<String> launcher(Map<String, String> environment) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.add("-Xmx" + environment.getOrDefault("ZWB_HEAP", HEAP));
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmn16m", "-XX:+ExitOnOutOfMemoryError"));
    SPACES
        .splitAsStream(environment.getOrDefault("ZWB_JAVA_OPTS", ""))
        .filter(option -> !option.isEmpty())
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(BridgeMain.class.getName(), "mongrel2"));
    return command;
  }
}
