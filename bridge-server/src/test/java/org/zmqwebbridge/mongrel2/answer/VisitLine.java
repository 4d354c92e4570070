package org.zmqwebbridge.mongrel2.answer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * One connection of a {@link VisitServer}.
 *
 * <p>Owner thread: the server's, but for what waits to be written, which has a lock.
 */
final class VisitLine {
  private static final int INPUT_BYTES = 16 << 10;

  private final VisitServer server;
  private final SocketChannel channel;
  private final SelectionKey key;
  private final Queue<ByteBuffer> out = new ArrayDeque<>();
  private boolean isEnding; // with the lock
  private volatile boolean isDrained = true;
  private String in = "";
  private SocketVisit visit; // null: the next head is awaited
  private Answerer answerer;

  VisitLine(VisitServer server, SocketChannel channel, SelectionKey key) {
    this.server = server;
    this.channel = channel;
    this.key = key;
  }

  VisitServer server() {
    return server;
  }

  boolean isDrained() {
    return isDrained;
  }

  void ready() {
    try {
      if (key.isReadable()) {
        read();
      }
      if (key.isValid() && key.isWritable()) {
        flush();
        if (isDrained && answerer != null) {
          answerer.onDrained();
        }
      }
    } catch (IOException broken) {
      gone();
    }
  }

  private void read() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(INPUT_BYTES);
    if (channel.read(buffer) < 0) {
      gone();
      return;
    }
    in += new String(buffer.array(), 0, buffer.position(), ISO_8859_1);
    look();
  }

  /** Goes on with what is there. */
  void look() {
    int end = in.indexOf("\r\n\r\n");
    if (visit == null && end >= 0 && key.isValid()) {
      visit = new SocketVisit(this, in.substring(0, end));
      in = in.substring(end + 4);
      answerer = server.begin(visit);
    }
    if (visit != null && visit.wantsPart()) {
      feed();
    }
  }

  private void feed() {
    String part = visit.take(in);
    if (part == null) {
      return;
    }
    in = in.substring(visit.taken());
    if (part.isEmpty()) {
      answerer.onBodyEnd();
    } else {
      answerer.onPart(part.getBytes(ISO_8859_1));
    }
  }

  void send(byte[] bytes) {
    synchronized (out) {
      if (!isEnding) {
        out.add(ByteBuffer.wrap(bytes));
        isDrained = false;
      }
    }
    tryFlush();
  }

  private void tryFlush() {
    try {
      flush();
    } catch (IOException broken) {
      server.soon(this::gone);
    }
  }

  private void flush() throws IOException {
    synchronized (out) {
      while (!out.isEmpty()) {
        channel.write(out.peek());
        if (out.peek().hasRemaining()) {
          server.soon(() -> interest(SelectionKey.OP_READ | SelectionKey.OP_WRITE));
          return;
        }
        out.poll();
      }
      isDrained = true;
      if (isEnding) {
        server.soon(this::gone);
      } else {
        server.soon(() -> interest(SelectionKey.OP_READ));
      }
    }
  }

  private void interest(int wanted) {
    if (key.isValid()) {
      synchronized (out) {
        key.interestOps(out.isEmpty() ? SelectionKey.OP_READ : wanted | SelectionKey.OP_WRITE);
      }
    }
  }

  /** The visit has its response; the next may come. */
  void next() {
    server.soon(
        () -> {
          visit = null;
          answerer = null;
          look();
        });
  }

  /** Ends after what was sent. */
  void end() {
    synchronized (out) {
      isEnding = true;
    }
    tryFlush();
  }

  void gone() {
    if (channel.isOpen()) {
      Answerer told = answerer;
      answerer = null;
      try {
        channel.close();
      } catch (IOException closed) {
        // then it has ended already
      }
      if (told != null) {
        told.onGone();
      }
    }
  }
}
