package org.zmqwebbridge.mongrel2;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zmqwebbridge.mongrel2.config.ServerSpec;
import org.zmqwebbridge.mongrel2.wire.ControlAnswer;
import org.zmqwebbridge.mongrel2.wire.ControlAnswer.Failure;
import org.zmqwebbridge.mongrel2.wire.ControlAnswer.Table;
import org.zmqwebbridge.mongrel2.wire.ControlRequest;

/**
 * What the control port of a server can do.
 *
 * <p>Owner thread: the loop's.
 *
 * @param life ends and reloads it
 */
record ControlCommands(Server server, ServerLife life, InstantSource clock) {
  private static final Failure BAD_ARGUMENT =
      new Failure("INVALID_ARGUMENT", "Invalid argument type.");
  private static final Failure UNKNOWN =
      new Failure("CALLBACK_NOT_FOUND", "Callback requested was not found.");
  private static final Failure MALFORMED =
      new Failure("INVALID_DATA", "Invalid data, expecting a list with a string and a hash in it.");
  private static final Failure WHAT = new Failure("", "Expected argument what=['net'|'tasks'].");
  private static final Table SIGNALLED = Table.of("msg", "signal sent to server");
  private static final List<List<Object>> HELP =
      List.of(
          List.of("stop", "stop the server (SIGINT)"),
          List.of("reload", "reload the server"),
          List.of("help", "this command"),
          List.of("control_stop", "stop control port"),
          List.of("kill", "kill a connection"),
          List.of("status", "status, what=['net'|'tasks']"),
          List.of("terminate", "terminate the server (SIGTERM)"),
          List.of("time", "the server's time"),
          List.of("uuid", "the server's uuid"),
          List.of("info", "information about this server"));

  /** Does it, but for what ends the port itself. */
  ControlAnswer answer(Optional<ControlRequest> request) {
    return request.map(this::answer).orElse(MALFORMED);
  }

  private ControlAnswer answer(ControlRequest request) {
    return switch (request.name()) {
      case "stop", "terminate" -> {
        life.stop(server);
        yield SIGNALLED;
      }
      case "reload" -> {
        life.reload();
        yield SIGNALLED;
      }
      case "help" -> new Table(List.of("name", "help"), HELP);
      case "time" -> Table.of("time", Long.toString(clock.instant().getEpochSecond()));
      case "uuid" -> Table.of("uuid", server.spec().uuid());
      case "info" -> info();
      case "status" -> request.text("what").map(this::status).orElse(BAD_ARGUMENT);
      case "kill" -> kill(request);
      case ControlPort.STOP -> Table.of("msg", "stopping the control port");
      default -> UNKNOWN;
    };
  }

  private ControlAnswer kill(ControlRequest request) {
    Client client =
        request.arguments().get("id") instanceof Long id ? server.clients().of(id) : null;
    if (client == null) {
      return BAD_ARGUMENT;
    }
    client.cancel();
    return Table.of("status", "OK");
  }

  private ControlAnswer info() {
    ServerSpec spec = server.spec();
    return new Table(
        List.of(
            "port",
            "bind_addr",
            "uuid",
            "chroot",
            "access_log",
            "error_log",
            "pid_file",
            "default_hostname"),
        List.of(
            List.of(
                (long) server.port(),
                spec.bindAddress(),
                spec.uuid(),
                spec.chroot(),
                spec.accessLog(),
                spec.errorLog(),
                spec.pidFile(),
                spec.defaultHost())));
  }

  private ControlAnswer status(String what) {
    return switch (what) {
      case "net" -> net();
      case "tasks" -> tasks();
      default -> WHAT;
    };
  }

  private ControlAnswer net() {
    long now = System.nanoTime();
    List<List<Object>> rows = new ArrayList<>();
    for (Client client : server.clients().all()) {
      Activity activity = client.activity();
      rows.add(
          List.of(
              client.knownId(),
              client.connection().id(),
              1L,
              activity.silence(now),
              activity.sinceRead(now),
              activity.sinceWrite(now),
              activity.bytesRead(),
              activity.bytesWritten()));
    }
    return new Table(
        List.of(
            "id",
            "fd",
            "type",
            "last_ping",
            "last_read",
            "last_write",
            "bytes_read",
            "bytes_written"),
        rows);
  }

  private ControlAnswer tasks() {
    List<List<Object>> rows = new ArrayList<>();
    rows.add(task("SERVER", "read fd", "idle"));
    server.handlers().forEach(pair -> rows.add(task("Handler_task", "read handler", "idle")));
    rows.add(task("control", "read handler", "running"));
    server.clients().all().forEach(client -> rows.add(task("HTTP", "read fd", "idle")));
    List<List<Object>> numbered = new ArrayList<>();
    for (List<Object> row : rows) {
      List<Object> one = new ArrayList<>(row);
      one.add(0, (long) numbered.size() + 1);
      numbered.add(one);
    }
    return new Table(List.of("id", "system", "name", "state", "status"), numbered);
  }

  private static List<Object> task(String name, String state, String status) {
    return List.of(false, name, state, status);
  }
}
