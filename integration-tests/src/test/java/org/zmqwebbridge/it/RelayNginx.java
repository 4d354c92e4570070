package org.zmqwebbridge.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zmqwebbridge.kit.Await;

/**
 * A real nchan, with the locations of a {@link RelayScript}.
 *
 * <p>Owner thread: the test's. Lifetime: until {@link #close}, which ends the process.
 */
final class RelayNginx implements AutoCloseable {
  static final Path MODULE = Path.of("/usr/lib/nginx/modules/ngx_nchan_module.so");

  /** What a word of a location is in nchan's configuration; others it has not. */
  private static final Map<String, String> WORDS =
      Map.of(
          "messages", "nchan_message_buffer_length %s;",
          "max", "nchan_max_channel_subscribers %s;",
          "maxId", "nchan_max_channel_id_length %s;",
          "group", "nchan_channel_group %s;",
          "unknown=FORBIDDEN", "nchan_subscribe_existing_channels_only on;",
          "unknown=HOLD", "",
          "timeout", "nchan_subscriber_timeout 1s;",
          "waits=false", "");

  private static final Pattern SUBSCRIBERS = Pattern.compile("subscribers: ([0-9]+)");

  private final int port;
  private final Process process;

  private RelayNginx(Path folder, String locations) {
    port = FreePort.find();
    try {
      Files.createDirectories(folder.resolve("logs"));
      Files.writeString(
          folder.resolve("nginx.conf"),
          """
          load_module %s;
          daemon off; worker_processes 1; pid nginx.pid; error_log stderr;
          events { worker_connections 64; }
          http {
            access_log off;
            client_body_temp_path b; proxy_temp_path p; fastcgi_temp_path f; uwsgi_temp_path u;
            scgi_temp_path s;
            server {
              listen 127.0.0.1:%d;
              location = /status { nchan_stub_status; }
              %s
            }
          }
          """
              .formatted(MODULE, port, locations));
      process =
          new ProcessBuilder("nginx", "-p", folder.toString(), "-c", "nginx.conf")
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("log").toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Await.await("nginx to listen", this::listens);
  }

  /** One for this script; empty: nchan cannot do what it asks for. */
  static Optional<RelayNginx> start(RelayScript script, Path folder) {
    List<String> lines = script.locations().isEmpty() ? RelayLocations.USUAL : script.locations();
    StringBuilder all = new StringBuilder();
    for (String line : lines) {
      Optional<String> location = location(line.split(" +", -1));
      if (location.isEmpty()) {
        return Optional.empty();
      }
      all.append(location.get()).append('\n');
    }
    return Optional.of(new RelayNginx(folder, all.toString()));
  }

  private static Optional<String> location(String[] parts) {
    StringBuilder text = new StringBuilder("location ~ ^" + parts[1] + "(.*)$ { ");
    text.append("nchan_channel_id $1; ");
    boolean waits = !List.of(parts).contains("waits=false");
    text.append(
        switch (parts[0]) {
          case "publisher" -> "nchan_publisher;";
          case "subscriber" ->
              waits ? "nchan_subscriber longpoll;" : "nchan_subscriber intervalpoll;";
          default -> "nchan_pubsub;";
        });
    for (int i = 2; i < parts.length; i++) {
      String[] word = parts[i].split("=", -1);
      String directive = WORDS.getOrDefault(parts[i], WORDS.get(word[0]));
      if (directive == null) {
        return Optional.empty();
      }
      text.append(' ').append(directive.formatted(word[1]));
    }
    return Optional.of(text.append(" }").toString());
  }

  private boolean listens() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  int port() {
    return port;
  }

  int subscribers() {
    String status = RelayClient.send(port, "GET", "/status", Map.of(), null).answer().body();
    Matcher found = SUBSCRIBERS.matcher(status);
    if (!found.find()) {
      throw new IllegalStateException(status);
    }
    return Integer.parseInt(found.group(1));
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
