package org.zmqwebbridge.edge.jetty;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.zmqwebbridge.flow.ByteBudget;

/**
 * Reads the body of one request, as it comes, up to a limit.
 *
 * <p>Owner thread: Jetty's, one at a time, but for {@link #close}; its lock is held for what is in
 * memory. Lifetime: until it has told its listener, or is closed.
 */
final class BodyReader implements Runnable {
  /** What it tells, once. */
  interface Listener {
    /** It is there, all of it. */
    void onBody(byte[] body);

    /** It is longer than may be; what is left of it has not been read. */
    void onTooLarge();

    /** All requests together have too much in memory. */
    void onOverload();

    /** Its client has left, or it is not written as bodies are. */
    void onBroken(Throwable cause);
  }

  private final Request request;
  private final int maxBytes;
  private final ByteBudget budget;
  private final Listener listener;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private boolean closed;

  /**
   * @param budget what all clients may have sent of what is not whole yet
   */
  BodyReader(Request request, int maxBytes, ByteBudget budget, Listener listener) {
    this.request = request;
    this.maxBytes = maxBytes;
    this.budget = budget;
    this.listener = listener;
  }

  /** Whether the request says that its body is longer than may be. */
  boolean isAnnouncedTooLarge() {
    return request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH) > maxBytes;
  }

  /** Reads what is there, and comes back for the rest. */
  @Override
  public void run() {
    while (true) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        request.demand(this);
        return;
      }
      if (Content.Chunk.isFailure(chunk)) {
        end(() -> listener.onBroken(chunk.getFailure()));
        return;
      }
      boolean goesOn = take(chunk);
      chunk.release();
      if (!goesOn || chunk.isLast()) {
        return;
      }
    }
  }

  private boolean take(Content.Chunk chunk) {
    ByteBuffer bytes = chunk.getByteBuffer();
    int count = bytes.remaining();
    if (count > maxBytes - body.size()) {
      end(listener::onTooLarge);
      return false;
    }
    byte[] copy = new byte[count];
    bytes.get(copy);
    if (!keep(copy)) {
      end(listener::onOverload);
      return false;
    }
    if (chunk.isLast()) {
      end(() -> listener.onBody(body.toByteArray()));
    }
    return true;
  }

  /** Whether there is room for so much more; nobody asks what becomes of it once it is closed. */
  private synchronized boolean keep(byte[] more) {
    if (closed || !budget.tryTake(more.length)) {
      return false;
    }
    body.writeBytes(more);
    return true;
  }

  /** What it was for has its own budget, which it has taken of when this returns. */
  private void end(Runnable tell) {
    try {
      tell.run();
    } finally {
      close();
    }
  }

  /** Lets go of what has come; nothing more is kept. */
  synchronized void close() {
    if (!closed) {
      closed = true;
      budget.give(body.size());
    }
  }
}
