package org.zmqwebbridge.it.redis;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.net.SocketFactory;
import org.zmqwebbridge.channel.redis.RedisServer;
import org.zmqwebbridge.it.FreePort;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.Certificate;
import org.zmqwebbridge.kit.Signals;

/**
 * A Redis server of Debian's, on a port of its own of loopback, with a folder of its own.
 *
 * <p>Owner thread: the test's. Lifetime: until {@link #close}, or the end of this JVM.
 */
public final class RedisProcess implements AutoCloseable {
  private final SocketFactory sockets;
  private final Path folder;
  private final int port;
  private final List<String> command;
  private Process process;

  private RedisProcess(int port, Path folder, List<String> command) {
    this(port, folder, command, SocketFactory.getDefault());
  }

  private RedisProcess(int port, Path folder, List<String> command, SocketFactory sockets) {
    this.sockets = sockets;
    this.port = port;
    this.folder = folder;
    this.command = command;
    Runtime.getRuntime().addShutdownHook(new Thread(this::end));
    begin();
  }

  /** A server without a copy on disk, and further options. */
  public static RedisProcess start(String... options) {
    List<String> command = new ArrayList<>(List.of("redis-server"));
    int port = FreePort.find();
    command.addAll(List.of("--port", "" + port, "--bind", "127.0.0.1", "--save", ""));
    command.addAll(List.of(options));
    return new RedisProcess(port, newFolder(), command);
  }

  /** One that speaks TLS only, and asks no client for a certificate. */
  static RedisProcess secure(Certificate certificate) {
    int port = FreePort.find();
    List<String> command = new ArrayList<>(List.of("redis-server", "--port", "0"));
    command.addAll(List.of("--tls-port", "" + port, "--bind", "127.0.0.1", "--save", ""));
    command.addAll(List.of("--tls-cert-file", certificate.pem().toString()));
    command.addAll(List.of("--tls-key-file", certificate.key().toString()));
    command.addAll(List.of("--tls-ca-cert-file", certificate.pem().toString()));
    command.addAll(List.of("--tls-auth-clients", "no"));
    return new RedisProcess(port, newFolder(), command, certificate.client());
  }

  /** One that writes all to disk before it answers. */
  public static RedisProcess durable() {
    return start("--appendonly", "yes", "--appendfsync", "always");
  }

  /** A sentinel that watches a master, alone. */
  public static RedisProcess sentinel(String name, RedisProcess master) {
    int port = FreePort.find();
    Path folder = newFolder();
    String config =
        """
        port %d
        bind 127.0.0.1
        sentinel monitor %s 127.0.0.1 %d 1
        sentinel down-after-milliseconds %s 500
        sentinel failover-timeout %s 1000
        """
            .formatted(port, name, master.port, name, name);
    try {
      Path file = Files.writeString(folder.resolve("sentinel.conf"), config);
      return new RedisProcess(port, folder, List.of("redis-sentinel", file.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("zwb-redis");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void begin() {
    try {
      process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(command.get(0) + " does not start; is it installed?", e);
    }
    Await.await("Redis to answer", () -> !ask("PING").isEmpty() || hasEnded());
  }

  /** Never true: it says why instead. */
  private boolean hasEnded() {
    if (process.isAlive()) {
      return false;
    }
    try {
      throw new AssertionError("Redis has ended: " + command + "\n" + Files.readString(log()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path log() {
    return folder.resolve("log");
  }

  public int port() {
    return port;
  }

  /** Where it is. */
  public RedisServer server() {
    return RedisServer.at("127.0.0.1", port);
  }

  /** Says a command of words, and returns its answer as it comes; empty: there was none. */
  public String ask(String... words) {
    StringBuilder text = new StringBuilder("*" + words.length + "\r\n");
    for (String word : words) {
      int length = word.getBytes(StandardCharsets.ISO_8859_1).length;
      text.append("$").append(length).append("\r\n").append(word).append("\r\n");
    }
    try (Socket socket = sockets.createSocket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(Await.DEADLINE_MILLIS);
      socket.getOutputStream().write(text.toString().getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput(); // Redis answers what it has read, and ends
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException away) {
      return "";
    }
  }

  /** Ends it at once, as if its machine had died. */
  public void kill() {
    try {
      process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Starts it again, with what it has on disk. */
  public void restart() {
    begin();
  }

  /** It stops where it is, and says nothing; or goes on. */
  public void pause(boolean stops) {
    Signals.send(stops ? "STOP" : "CONT", process.pid());
  }

  /** What is gone meanwhile need not be deleted: a process may have had a last word. */
  private static void delete(File file) {
    File[] inside = file.listFiles();
    if (inside != null) {
      for (File one : inside) {
        delete(one);
      }
    }
    boolean unused = file.delete();
  }

  private void end() {
    process.destroyForcibly();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly); // it may write its log again
    kill();
    delete(folder.toFile());
  }
}
