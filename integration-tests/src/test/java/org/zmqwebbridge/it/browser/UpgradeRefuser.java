package org.zmqwebbridge.it.browser;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A proxy on TCP as companies have them: it lets HTTP through, and no WebSocket, until it is told
 * to. It sees only the first request of a connection, and a browser asks for a WebSocket with the
 * first.
 *
 * <p>Threads of its own: one that accepts, two per connection. Lifetime: until {@link #close}.
 */
final class UpgradeRefuser implements AutoCloseable {
  /** What it does with a request for a WebSocket, or with all. */
  enum Way {
    FORBIDS,
    CLOSES,
    CLOSES_ALL,
    LETS_THROUGH
  }

  private static final int MAX_HEAD_BYTES = 16_384;

  private final int bridge;
  private final ServerSocket listener;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger refused = new AtomicInteger();
  private volatile Way way;

  /**
   * @param bridge its port
   */
  UpgradeRefuser(int bridge, Way way) {
    this.bridge = bridge;
    this.way = way;
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** How many WebSockets were refused. */
  int refused() {
    return refused.get();
  }

  /** From now on; what is there stays. */
  void now(Way changed) {
    way = changed;
  }

  /** Ends all connections that are there. */
  void cut() throws IOException {
    for (Socket each : open) {
      each.close();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        threads.execute(() -> serve(client));
      }
    } catch (IOException closed) {
      // the end of it
    }
  }

  private void serve(Socket client) {
    open.add(client);
    try (client) {
      byte[] head = head(client.getInputStream());
      boolean upgrade =
          new String(head, ISO_8859_1).toLowerCase(Locale.ROOT).contains("\r\nupgrade: websocket");
      Way chosen = way;
      if (chosen == Way.LETS_THROUGH || (!upgrade && chosen != Way.CLOSES_ALL)) {
        forward(client, head);
      } else if (upgrade) {
        refused.incrementAndGet();
        if (chosen == Way.FORBIDS) {
          String answer =
              "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
          client.getOutputStream().write(answer.getBytes(ISO_8859_1));
        }
      }
    } catch (IOException gone) {
      // the client or the bridge has left
    } finally {
      open.remove(client);
    }
  }

  /** The bytes up to the empty line; fewer if the client has nothing to say. */
  private static byte[] head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0 && head.size() < MAX_HEAD_BYTES; next = in.read()) {
      head.write(next);
      if (head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
        break;
      }
    }
    return head.toByteArray();
  }

  private void forward(Socket client, byte[] head) throws IOException {
    try (Socket behind = new Socket(InetAddress.getLoopbackAddress(), bridge)) {
      behind.getOutputStream().write(head);
      threads.execute(() -> pump(client, behind));
      pump(behind, client);
    }
  }

  /** Passes bytes on until one side ends; then both end. */
  private static void pump(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException gone) {
      // the other way ends, too
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    cut();
    threads.shutdownNow();
  }
}
