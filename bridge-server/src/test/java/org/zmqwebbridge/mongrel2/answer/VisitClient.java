package org.zmqwebbridge.mongrel2.answer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zmqwebbridge.kit.Await;

/** A client that knows only sockets and bytes. */
public final class VisitClient implements AutoCloseable {
  private static final Pattern LENGTH = Pattern.compile("\r\nContent-Length: (\\d+)\r\n");

  private final Socket socket = new Socket();
  private final InputStream in;

  public VisitClient(int port) {
    this(port, 0);
  }

  /**
   * One that takes little before it reads.
   *
   * @param receiveBytes 0: the system's own
   */
  public VisitClient(int port, int receiveBytes) {
    try {
      if (receiveBytes > 0) {
        socket.setReceiveBufferSize(receiveBytes);
      }
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(Await.DEADLINE_MILLIS);
      in = new BufferedInputStream(socket.getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public VisitClient write(String text) {
    try {
      socket.getOutputStream().write(text.getBytes(ISO_8859_1));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks for a path, with these headers. */
  public VisitClient ask(String line, String... headers) {
    StringBuilder head = new StringBuilder(line + " HTTP/1.1\r\nHost: here:80\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    return write(head + "\r\n");
  }

  /** The next head. */
  public String head() {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append(text(1));
    }
    return head.toString();
  }

  /** So many bytes, as text. */
  public String text(int bytes) {
    try {
      byte[] read = in.readNBytes(bytes);
      if (read.length < bytes) {
        throw new AssertionError("it has ended after " + new String(read, ISO_8859_1));
      }
      return new String(read, ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next response, head and body. */
  public String response() {
    String head = head();
    Matcher length = LENGTH.matcher(head);
    return length.find() ? head + text(Integer.parseInt(length.group(1))) : head;
  }

  /** Whatever still comes until the stream ends. */
  public String rest() {
    try {
      return new String(in.readAllBytes(), ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException closed) {
      // then it has ended already
    }
  }
}
