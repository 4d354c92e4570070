package org.zmqwebbridge.it.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.zmqwebbridge.channel.redis.RedisServer;

/**
 * Stands before a Redis, and swallows what it publishes as long as it is told to: connections that
 * have subscribed hear nothing then, and stay. It can also keep back what is asked.
 *
 * <p>Owner thread: none; two for each connection.
 */
final class DeafProxy implements AutoCloseable {
  private final ServerSocket listener;
  private final int target;
  private final AtomicReference<String> swallowed = new AtomicReference<>("");
  private volatile boolean swallows;
  private boolean keepsBack; // the lock of this object

  DeafProxy(RedisProcess redis) {
    target = redis.port();
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::accept);
  }

  RedisServer server() {
    return RedisServer.at("127.0.0.1", listener.getLocalPort());
  }

  /** From now on; what was swallowed never comes. */
  void swallow(boolean now) {
    swallows = now;
  }

  /** From now on Redis is asked nothing through here; what was kept back then goes on. */
  synchronized void keepBack(boolean now) {
    keepsBack = now;
    notifyAll();
  }

  private synchronized void awaitTurn() throws InterruptedIOException {
    try {
      while (keepsBack) {
        wait();
      }
    } catch (InterruptedException e) {
      throw new InterruptedIOException();
    }
  }

  /** How many bytes. */
  long swallowed() {
    return swallowed.get().length();
  }

  /** Whether this was among them. */
  boolean hasSwallowed(String text) {
    return swallowed.get().contains(text);
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "deaf-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        Link link = new Link(client, server);
        start(link::toServer);
        start(link::toClient);
      }
    } catch (IOException closed) {
      // it is over
    }
  }

  /** One connection, both ways. */
  private final class Link {
    private final Socket client;
    private final Socket server;
    private volatile boolean subscribes;

    Link(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    void toServer() {
      copy(client, server, true);
    }

    void toClient() {
      copy(server, client, false);
    }

    private void copy(Socket from, Socket to, boolean up) {
      byte[] some = new byte[64 << 10];
      try (from;
          to) {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        for (int count = in.read(some); count >= 0; count = in.read(some)) {
          String text = new String(some, 0, count, StandardCharsets.ISO_8859_1);
          if (up && text.contains("SUBSCRIBE")) {
            subscribes = true; // said by one of the two threads alone
          }
          if (up) {
            awaitTurn();
          }
          if (up || !subscribes || !swallows) {
            out.write(some, 0, count);
          } else {
            swallowed.accumulateAndGet(text, String::concat);
          }
        }
      } catch (IOException ended) {
        // so is the other half
      }
    }
  }

  @Override
  public void close() {
    keepBack(false);
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
