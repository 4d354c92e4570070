package org.zmqwebbridge.kit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/**
 * A back end that says what a test has it say, byte by byte, on each of its connections.
 *
 * <p>Owner thread: the test's; each connection has one of its own. Lifetime: until it is closed,
 * which ends its connections.
 */
public final class RawOrigin implements AutoCloseable {
  /** What is done with one connection; it ends when this returns. */
  @FunctionalInterface
  public interface Script {
    void play(Line line) throws IOException;
  }

  private final ServerSocket listening;
  private final Script script;
  private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
  private final Queue<String> heads = new ConcurrentLinkedQueue<>();
  private final AtomicInteger accepted = new AtomicInteger();

  private RawOrigin(ServerSocketFactory sockets, Script script) {
    this.script = script;
    try {
      listening = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::accept);
  }

  /** One on a port of its own. */
  public static RawOrigin playing(Script script) {
    return new RawOrigin(ServerSocketFactory.getDefault(), script);
  }

  /** The same with sockets of this kind, for example of TLS. */
  public static RawOrigin playing(ServerSocketFactory sockets, Script script) {
    return new RawOrigin(sockets, script);
  }

  /** One that answers each request of each connection with these bytes. */
  public static RawOrigin saying(String answer) {
    return playing(
        line -> {
          while (!line.head().isEmpty()) {
            line.write(answer);
          }
        });
  }

  public int port() {
    return listening.getLocalPort();
  }

  /** How many connections there have been. */
  public int accepted() {
    return accepted.get();
  }

  /** The heads of all requests so far, which are taken away. */
  public String heads() {
    StringBuilder all = new StringBuilder();
    for (String head = heads.poll(); head != null; head = heads.poll()) {
      all.append(head);
    }
    return all.toString();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listening.accept();
        open.add(socket);
        accepted.incrementAndGet();
        start(() -> play(socket));
      }
    } catch (IOException closed) {
      // it is over
    }
  }

  private void play(Socket socket) {
    try (socket) {
      script.play(new Line(socket));
    } catch (IOException gone) {
      // its client has left, or the test is over
    }
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "raw-origin");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      listening.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One connection. */
  public final class Line {
    private final Socket socket;
    private final InputStream in;

    private Line(Socket socket) throws IOException {
      this.socket = socket;
      this.in = new java.io.BufferedInputStream(socket.getInputStream());
    }

    /** Reads a request's head; empty: there is none any more. */
    public String head() throws IOException {
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int next = in.read();
        if (next < 0) {
          return "";
        }
        head.append((char) next);
      }
      heads.add(head.toString());
      return head.toString();
    }

    /** Reads so many bytes. */
    public byte[] read(int bytes) throws IOException {
      return in.readNBytes(bytes);
    }

    public void write(String text) throws IOException {
      write(text.getBytes(ISO_8859_1));
    }

    public void write(byte[] bytes) throws IOException {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    }

    /** Returns when the other side has ended. */
    public void awaitEnd() throws IOException {
      while (in.read() >= 0) {
        // not wanted
      }
    }

    public Socket socket() {
      return socket;
    }
  }
}
