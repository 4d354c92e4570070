package org.zmqwebbridge.mongrel2.m2sh;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.zmqwebbridge.mongrel2.ServerFiles;
import org.zmqwebbridge.mongrel2.config.Mongrel2Setting;
import org.zmqwebbridge.mongrel2.config.ServerSpec;
import org.zmqwebbridge.procer.PidFile;

/** Commands about processes of servers, by their pid files. Owner thread: main. */
final class ServerCommands {
  private final M2shSurroundings around;

  ServerCommands(M2shSurroundings around) {
    this.around = around;
  }

  private static Path pidFile(ServerSpec server) {
    return ServerFiles.of(server, server.pidFile());
  }

  int start(M2shOptions options) {
    ServerChoice choice = ServerChoice.of(options);
    List<ServerSpec> servers = choice.clear(around.out());
    boolean isDaemon = choice.config().limits().flag(Mongrel2Setting.DAEMONIZE);
    if (!isDaemon && servers.size() > 1) {
      throw new M2shFailure("server.daemonize=0 is for one server at a time; say which by -uuid");
    }
    int status = 0;
    for (ServerSpec server : servers) {
      if (PidFile.isAlive(pidFile(server))) {
        around.out().println(about(server, servers) + state(server));
        continue;
      }
      ServerStart start = new ServerStart(command(choice, server, options), server);
      int one = isDaemon ? start.detached(around.err()) : start.inForeground();
      status = one == 0 ? status : one;
    }
    return status;
  }

  private List<String> command(ServerChoice choice, ServerSpec server, M2shOptions options) {
    List<String> command = new ArrayList<>(options.has("sudo") ? List.of("sudo") : List.of());
    command.addAll(around.launcher());
    command.add(choice.database().toString());
    command.add(server.uuid());
    return command;
  }

  int stop(M2shOptions options) {
    return signal(options, options.has("murder") ? "TERM" : "INT");
  }

  int reload(M2shOptions options) {
    return signal(options, "HUP");
  }

  private int signal(M2shOptions options, String signal) {
    for (ServerSpec server : ServerChoice.of(options).clear(around.out())) {
      OptionalLong pid = PidFile.read(pidFile(server));
      if (pid.isEmpty()) {
        throw new M2shFailure(
            "server " + server.name() + " does not run: there is no process in " + pidFile(server));
      }
      kill(signal, pid.getAsLong(), options.has("sudo"));
    }
    return 0;
  }

  private static void kill(String signal, long pid, boolean isByRoot) {
    String number = String.valueOf(pid);
    // The shell has a kill of its own; a program of that name is not on every system
    List<String> command =
        isByRoot
            ? List.of("sudo", "kill", "-s", signal, number)
            : List.of("sh", "-c", "kill -s \"$0\" \"$1\"", signal, number);
    try {
      Process kill = new ProcessBuilder(command).inheritIO().start();
      if (kill.waitFor() != 0) {
        throw new M2shFailure(
            "process "
                + pid
                + " cannot be sent "
                + signal
                + "; does it run, and is it this user's?");
      }
    } catch (IOException failure) {
      throw new M2shFailure(command.get(0) + " cannot be run: " + failure.getMessage(), failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new M2shFailure("stopped before " + signal + " was sent", stopped);
    }
  }

  int running(M2shOptions options) {
    List<ServerSpec> servers = ServerChoice.of(options).servers();
    servers.forEach(server -> around.out().println(about(server, servers) + state(server)));
    return 0;
  }

  /** Of several, which one. */
  private static String about(ServerSpec server, List<ServerSpec> all) {
    return all.size() > 1 ? server.name() + ": " : "";
  }

  private static String state(ServerSpec server) {
    OptionalLong pid = PidFile.read(pidFile(server));
    if (pid.isEmpty()) {
      return "mongrel2 is not running because pid_file isn't there.";
    }
    String name = "mongrel2 at PID " + pid.getAsLong();
    return PidFile.isAlive(pid.getAsLong()) ? name + " running." : name + " is NOT running.";
  }
}
