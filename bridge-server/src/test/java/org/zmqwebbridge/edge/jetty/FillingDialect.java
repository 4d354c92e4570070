package org.zmqwebbridge.edge.jetty;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.zmqwebbridge.edge.CloseStatus;
import org.zmqwebbridge.edge.Connection;
import org.zmqwebbridge.edge.ConnectionHandler;

/** Keeps what it hears, and is full from so many messages on until the test takes them out. */
final class FillingDialect extends EchoDialect {
  private final int room;
  private final AtomicInteger kept = new AtomicInteger();
  private final AtomicInteger heard = new AtomicInteger();

  FillingDialect(int room) {
    this.room = room;
  }

  /** Takes out what it has, without a word to the edge. */
  int empty() {
    return kept.getAndSet(0);
  }

  boolean isFull() {
    return kept.get() >= room;
  }

  /** How many messages it has heard in all. */
  int heard() {
    return heard.get();
  }

  @Override
  ConnectionHandler onOpen(Connection connection) {
    ConnectionHandler echo = super.onOpen(connection);
    return new ConnectionHandler() {
      @Override
      public void onText(ByteBuffer utf8) {
        kept.incrementAndGet();
        heard.incrementAndGet();
      }

      @Override
      public void onBinary(ByteBuffer payload) {
        echo.onBinary(payload);
      }

      @Override
      public boolean isFull() {
        return FillingDialect.this.isFull();
      }

      @Override
      public void onClosed(CloseStatus status) {
        echo.onClosed(status);
      }
    };
  }
}
