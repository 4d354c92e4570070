package org.zmqwebbridge.it.browser;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A page author's web server: it serves the pages, and forwards everything else to the bridge, as a
 * proxy in front of it does (docs/OPERATIONS.md). It sees only the first request of a connection.
 *
 * <p>Threads of its own: one that accepts, two per forwarded connection. Lifetime: until {@link
 * #close}, which ends them.
 */
final class FrontServer implements AutoCloseable {
  private static final int MAX_HEAD_BYTES = 16_384;

  private final Map<String, String> pages;
  private final int bridge;
  private final ServerSocket listener;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /**
   * @param pages HTML by path
   * @param bridge the port of the bridge
   */
  FrontServer(Map<String, String> pages, int bridge) {
    this.pages = pages;
    this.bridge = bridge;
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::accept);
  }

  String url(String path) {
    return "http://127.0.0.1:" + listener.getLocalPort() + path;
  }

  private void accept() {
    try {
      while (true) {
        Socket browser = listener.accept();
        threads.execute(() -> serve(browser));
      }
    } catch (IOException closed) {
      // the end of it
    }
  }

  private void serve(Socket browser) {
    try (browser) {
      byte[] head = head(browser.getInputStream());
      String[] request = new String(head, ISO_8859_1).split(" ", 3);
      String page = request.length == 3 ? pages.get(request[1]) : null;
      if (page != null) {
        respond(browser.getOutputStream(), page.getBytes(UTF_8));
      } else if (request.length == 3) {
        forward(browser, head);
      }
    } catch (IOException gone) {
      // the browser or the bridge has left
    }
  }

  /** The bytes up to the empty line; fewer if the browser has nothing to say. */
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

  private static void respond(OutputStream out, byte[] page) throws IOException {
    String head =
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\n"
            + "Content-Length: %d\r\n\r\n".formatted(page.length);
    out.write(head.getBytes(ISO_8859_1));
    out.write(page);
    out.flush();
  }

  private void forward(Socket browser, byte[] head) throws IOException {
    try (Socket behind = new Socket(InetAddress.getLoopbackAddress(), bridge)) {
      behind.getOutputStream().write(head);
      threads.execute(() -> pump(browser, behind));
      pump(behind, browser);
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
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.shutdownNow();
  }
}
