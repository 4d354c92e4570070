package org.zmqwebbridge.it.mongrel2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.zmqwebbridge.it.FreePort;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.mongrel2.config.HandlerSpec;
import org.zmqwebbridge.mongrel2.config.Mongrel2Config;
import org.zmqwebbridge.mongrel2.config.RouteSpec;
import org.zmqwebbridge.mongrel2.config.ServerSpec;

/** Mongrel2 itself, a process, loaded by its own m2sh. */
final class TheirServer implements TestServer {
  private final Process process;
  private final Path folder;
  private final Plan plan;
  private final int port;

  private TheirServer(Process process, Path folder, Plan plan, int port) {
    this.process = process;
    this.folder = folder;
    this.plan = plan;
    this.port = port;
  }

  static boolean isInstalled() {
    return Stream.of("mongrel2", "m2sh").allMatch(TheirServer::isProgram);
  }

  private static boolean isProgram(String name) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(at -> Files.isExecutable(Path.of(at, name)));
  }

  static TheirServer start(Plan plan) {
    Path folder = OurServer.folder();
    int port = FreePort.find();
    try {
      Files.writeString(folder.resolve("m2.conf"), conf(plan.config(port, folder.toString())));
      load(folder);
      Process process = run(folder, "mongrel2", "m2.sqlite", Plan.UUID);
      TheirServer server = new TheirServer(process, folder, plan, port);
      Await.await("mongrel2 to listen", server::listens);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Again where it fails: it reads a byte too far, and sometimes aborts over it. */
  private static void load(Path folder) throws IOException, InterruptedException {
    int status = -1;
    for (int tries = 0; tries < 10 && status != 0; tries++) {
      Files.deleteIfExists(folder.resolve("m2.sqlite"));
      status = run(folder, "m2sh", "load", "--config", "m2.conf", "--db", "m2.sqlite").waitFor();
    }
    assertEquals(0, status, "m2sh cannot load its configuration: " + folder);
  }

  private static Process run(Path folder, String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of(command)));
    builder.environment().putIfAbsent("LOGNAME", "test");
    return builder
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(command[0] + ".log").toFile())
        .start();
  }

  /** Looked up and not tried: a connection would use up its first id. */
  private boolean listens() {
    try {
      return Files.readString(Path.of("/proc/net/tcp"))
          .contains(": 0100007F:%04X 00000000:0000 0A".formatted(port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String conf(Mongrel2Config config) {
    ServerSpec server = config.servers().get(0);
    List<RouteSpec> routes = server.hosts().get(0).routes();
    String lines =
        routes.stream()
            .map(route -> "\"" + route.path() + "\": " + handler((HandlerSpec) route.target()))
            .collect(joining(",\n  "));
    String settings =
        config.settings().entrySet().stream()
            .map(each -> ", \"" + each.getKey() + "\": " + value(each.getValue()))
            .collect(joining());
    return ("main = Server(uuid='%s', access_log='%s', error_log='%s', pid_file='%s', chroot='',"
            + " default_host='localhost', name='main', bind_addr='127.0.0.1', port=%d,"
            + " control_port='%s', hosts=[Host(name='localhost', routes={%s})])\n"
            + "settings = {\"server.daemonize\": 0%s}\nservers = [main]\n")
        .formatted(
            server.uuid(),
            server.accessLog(),
            server.errorLog(),
            server.pidFile(),
            server.port(),
            server.controlPort(),
            lines,
            settings);
  }

  private static String value(String text) {
    return text.matches("[1-9][0-9]*|0") ? text : "'" + text + "'";
  }

  private static String handler(HandlerSpec spec) {
    return "Handler(send_spec='%s', send_ident='%s', recv_spec='%s', recv_ident='%s', protocol='%s')"
        .formatted(
            spec.sendSpec(),
            spec.sendIdent(),
            spec.recvSpec(),
            spec.recvIdent(),
            spec.protocol().name().toLowerCase(Locale.ROOT));
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public JavaHandler handler() {
    return JavaHandler.connect(plan.handler());
  }

  /** What it has said; for failing tests. */
  @Override
  public String toString() {
    try {
      return Files.readString(folder.resolve("mongrel2.log"), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    Await.await("mongrel2 to end", () -> !process.isAlive());
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
