package org.zmqwebbridge.demo;

import static java.lang.ProcessBuilder.Redirect.INHERIT;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zmqwebbridge.demo.service.Ports;
import org.zmqwebbridge.demo.service.Python;
import org.zmqwebbridge.grip.GripConfig;
import org.zmqwebbridge.grip.GripRoute;
import org.zmqwebbridge.grip.RouteLine;
import org.zmqwebbridge.grip.RouteTable;

/**
 * The demo's GRIP origins: a chat in Java, here, and comments in Python, a process of its own where
 * there is a Python.
 *
 * <p>Owner thread: the caller's. Lifetime: from its making to {@link #close}.
 */
final class GripOrigins implements AutoCloseable {
  private static final String SOURCE = "grip_comments.py";
  private static final int END_SECONDS = 3;

  private final String control;
  private final String comments;
  private final HttpServer chat;
  private final Path folder;
  private final Optional<Process> process;

  GripOrigins() {
    List<String> free = Ports.freeAddresses(2);
    control = free.get(0).substring("tcp://".length());
    comments = free.get(1).substring("tcp://".length());
    URI publish = URI.create("http://" + control + "/publish/");
    try {
      chat = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      chat.createContext("/", new GripChat(publish, HttpClient.newHttpClient()));
      chat.start();
      folder = Files.createTempDirectory("zmqwebbridge-grip");
      process = Python.having("http.server").map(python -> run(python, publish));
    } catch (IOException failed) {
      throw new UncheckedIOException("the origins of GRIP do not start", failed);
    }
  }

  private Process run(String python, URI publish) {
    Path file = folder.resolve(SOURCE);
    String port = comments.substring(comments.indexOf(':') + 1);
    try (InputStream source = GripOrigins.class.getResourceAsStream("/demo/source/" + SOURCE)) {
      Files.copy(source, file);
      return new ProcessBuilder(python, "-B", file.toString(), port, publish.toString())
          .redirectErrorStream(true)
          .redirectOutput(INHERIT)
          .start();
    } catch (IOException failed) {
      throw new UncheckedIOException("the comments in Python do not start", failed);
    }
  }

  /** Where they publish, as the bridge listens there. */
  String control() {
    return control;
  }

  /** Which paths are theirs. */
  GripConfig config() {
    List<GripRoute> routes = new ArrayList<>();
    String at = "127.0.0.1:" + chat.getAddress().getPort();
    routes.addAll(RouteLine.read("*,path_beg=/live/chat " + at + ",over_http").stream().toList());
    routes.addAll(RouteLine.read("*,path_beg=/live/comments " + comments).stream().toList());
    return GripConfig.of(new RouteTable(routes));
  }

  @Override
  public void close() {
    chat.stop(0);
    process.ifPresent(
        python -> {
          python.destroy();
          if (!Python.ended(python, END_SECONDS)) {
            python.destroyForcibly();
          }
        });
    try {
      Files.deleteIfExists(folder.resolve(SOURCE));
      Files.deleteIfExists(folder); // it may be closed twice
    } catch (IOException left) {
      throw new UncheckedIOException("the comments in Python stay in " + folder, left);
    }
  }
}
