package org.zmqwebbridge.mongrel2.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.edge.ResponseHead;
import org.zmqwebbridge.mongrel2.answer.Visit;

/**
 * A server's answer on its way to the client: its next part is asked for when the client has taken
 * the one before.
 *
 * <p>Owner thread: that of {@code origin}, one call at a time; {@link #onDrained} is the edge's.
 * Lifetime: until the answer has ended.
 */
final class PassedAnswer {
  private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(US_ASCII);
  private static final int SWITCHING_PROTOCOLS = 101;
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;

  private final Visit visit;
  private final Runnable more;
  private final AtomicBoolean waits = new AtomicBoolean(); // for the client to take what was sent
  private volatile boolean hasBegun;
  private int status;
  private long sent;
  private boolean isChunked;
  private boolean endsWithConnection;

  /**
   * @param more asks for the next part
   */
  PassedAnswer(Visit visit, Runnable more) {
    this.visit = visit;
    this.more = more;
  }

  /** Whether something of it was sent. */
  boolean hasBegun() {
    return hasBegun;
  }

  /** The head, but for how the body is framed between server and client. */
  void begin(ResponseHead head, long bodyBytes) {
    hasBegun = true;
    status = head.status();
    boolean isOpen = bodyBytes < 0 && hasBody();
    isChunked = isOpen && visit.takesChunks();
    endsWithConnection = isOpen && !isChunked;
    StringBuilder text = new StringBuilder("HTTP/1.1 ").append(status).append(' ');
    text.append(head.reason()).append("\r\n");
    PassedHeaders.write(text, PassedHeaders.of(head.headers()));
    text.append(isChunked ? "Transfer-Encoding: chunked\r\n" : "");
    text.append(endsWithConnection ? "Connection: close\r\n\r\n" : "\r\n");
    visit.send(text.toString().getBytes(ISO_8859_1));
  }

  private boolean hasBody() {
    return status != NO_CONTENT && status != NOT_MODIFIED && !visit.method().equals("HEAD");
  }

  /** The server has switched to a WebSocket, in these words. */
  void switched(List<HeaderField> headers) {
    hasBegun = true;
    status = SWITCHING_PROTOCOLS;
    endsWithConnection = true;
    StringBuilder text = new StringBuilder("HTTP/1.1 101 Switching Protocols\r\n");
    PassedHeaders.write(text, headers);
    visit.send(text.append("\r\n").toString().getBytes(ISO_8859_1));
  }

  /** A part of the body. */
  void add(byte[] bytes) {
    sent += bytes.length;
    visit.send(isChunked ? chunk(bytes) : bytes);
    waits.set(true);
    if (visit.isDrained()) {
      onDrained();
    }
  }

  private static byte[] chunk(byte[] bytes) {
    byte[] size = (Integer.toHexString(bytes.length) + "\r\n").getBytes(US_ASCII);
    byte[] all = new byte[size.length + bytes.length + 2];
    System.arraycopy(size, 0, all, 0, size.length);
    System.arraycopy(bytes, 0, all, size.length, bytes.length);
    all[all.length - 2] = '\r';
    all[all.length - 1] = '\n';
    return all;
  }

  void onDrained() {
    if (waits.compareAndSet(true, false)) {
      more.run();
    }
  }

  /**
   * It is whole.
   *
   * @param isHeard whether all of the request was read: otherwise the connection ends
   */
  void end(boolean isHeard) {
    if (isChunked) {
      visit.send(LAST_CHUNK);
    }
    if (endsWithConnection || !isHeard) {
      visit.answeredAndEnded(status, sent);
    } else {
      visit.answered(status, sent);
    }
  }
}
