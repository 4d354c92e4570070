package org.zmqwebbridge.mongrel2.m2sh;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The table of commands, and those that need no more than a line.
 *
 * <p>Owner thread: main.
 */
public final class M2sh {
  private static final int FAILED = 255;
  private static final int NAME_WIDTH = 8;
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

  private final M2shSurroundings around;
  private final Map<String, Command> commands = new LinkedHashMap<>();

  public M2sh(M2shSurroundings around) {
    this.around = around;
    DatabaseCommands databases = new DatabaseCommands(around);
    ServerCommands servers = new ServerCommands(around);
    ControlCommand control = new ControlCommand(around);
    add("load", "Load a config.", databases::load);
    add("config", "Alias for load.", databases::load);
    add("shell", "Starts an interactive shell.", options -> shell());
    add("access", "Prints the access log.", new AccessCommand(around)::run);
    add("servers", "Lists the servers in a config database.", databases::servers);
    add("hosts", "Lists the hosts in a server.", databases::hosts);
    add("routes", "Lists the routes in a host.", databases::routes);
    add("commit", "Adds a message to the log.", databases::commit);
    add("log", "Prints the commit log.", databases::log);
    add("start", "Starts a server.", servers::start);
    add("stop", "Stops a server.", servers::stop);
    add("reload", "Reloads a server.", servers::reload);
    add("running", "Tells you what's running.", servers::running);
    add("control", "Connects to the control port.", control::run);
    add("route", "Tests out routing patterns.", new RouteCommand(around)::run);
    add("version", "Prints the Mongrel2 and m2sh version.", options -> say(around.version()));
    add("help", "Get help, lists commands.", this::help);
    add("uuid", "Prints out a randomly generated UUID.", options -> say(UUID.randomUUID()));
    add("dump", "Prints a config database as a .conf file.", databases::dump);
    add("init", "Makes an empty config database, and keeps its log.", databases::init);
    add("upgrade", "Says how a database of an older version is used.", options -> upgrade());
  }

  /** What a command does; what it returns is the exit status. */
  private interface Action {
    int run(M2shOptions options);
  }

  private record Command(String help, Action action) {}

  private void add(String name, String help, Action action) {
    commands.put(name, new Command(help, action));
  }

  private int say(Object line) {
    around.out().println(line);
    return 0;
  }

  /**
   * Does one command.
   *
   * @param words its name and options; none: a shell
   * @return the exit status: 0, 255 if it has failed, or the server's where one ran
   */
  public int run(List<String> words) {
    try {
      String name = words.isEmpty() ? "shell" : words.get(0);
      Command command = commands.get(name);
      if (command == null) {
        throw new M2shFailure("INVALID COMMAND. Use m2sh help to find out what's available.");
      }
      List<String> options = words.subList(Math.min(1, words.size()), words.size());
      return command.action().run(M2shOptions.parse(options));
    } catch (M2shFailure | IllegalArgumentException | IllegalStateException failure) {
      String message = String.valueOf(failure.getMessage());
      message.lines().forEach(line -> around.err().println("m2sh: " + line));
      return FAILED;
    }
  }

  private int help(M2shOptions options) {
    Optional<String> on = options.find("on").or(() -> options.find("for"));
    if (on.isEmpty()) {
      say("Mongrel2 m2sh has these commands available:\n");
      commands.forEach(
          (name, command) ->
              say(
                  " ".repeat(Math.max(0, NAME_WIDTH - name.length()))
                      + name
                      + "  "
                      + command.help()));
      return 0;
    }
    Command command = commands.get(on.get());
    return command == null
        ? say("No help for " + on.get() + ". Use m2sh help to see a list.")
        : say(on.get() + "\t" + command.help());
  }

  private int upgrade() {
    return say(
        "There is nothing to do: databases of every version of Mongrel2 are read as they are.\n"
            + "To write one again in the form of 1.13: m2sh dump -db OLD > mongrel2.conf;"
            + " m2sh load -config mongrel2.conf -db NEW");
  }

  /** One command a line, until the input ends. */
  private int shell() {
    try {
      for (String line = prompted(); line != null; line = prompted()) {
        List<String> words = words(line);
        if (!words.isEmpty() && !words.get(0).equals("shell")) {
          int unused = run(words);
        }
      }
      return 0;
    } catch (IOException failure) {
      throw new M2shFailure("what is typed cannot be read: " + failure.getMessage(), failure);
    }
  }

  private String prompted() throws IOException {
    if (around.isTerminal()) {
      around.out().print("mongrel2> ");
      around.out().flush();
    }
    return around.in().readLine();
  }

  /** A line's words; what stands in quotes is one. */
  static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(line);
    while (matcher.find()) {
      for (int group = 1; group <= matcher.groupCount(); group++) {
        Optional.ofNullable(matcher.group(group)).ifPresent(words::add);
      }
    }
    return words;
  }
}
