package org.zmqwebbridge.edge.jetty;

import java.nio.ByteBuffer;
import java.util.List;
import org.eclipse.jetty.util.BufferUtil;
import org.zmqwebbridge.edge.HeaderField;

/**
 * The body of one request on a {@link KeptConnection}: read whole, up to a limit, or in parts, each
 * when it is asked for.
 *
 * <p>Owner thread: the one that has its connection's turn, but for {@link #ask}.
 */
final class KeptBody {
  private final KeptConnection connection;
  private final ParsedRequest request;
  private final KeptExchange exchange;
  private final ExchangeDeadlines deadlines;
  private final WireWants wants = new WireWants();
  private final WireBody whole;
  private RequestReader reader;
  private boolean isBegun;
  private long received;

  KeptBody(
      KeptExchange exchange,
      KeptConnection connection,
      ParsedRequest request,
      ExchangeDeadlines deadlines) {
    this.exchange = exchange;
    this.connection = connection;
    this.request = request;
    this.deadlines = deadlines;
    this.whole = new WireBody(connection.all().held().incoming());
    wants.begin();
  }

  /** Who has read its head. */
  void isReadBy(RequestReader known) {
    reader = known;
  }

  /** Of a request whose head Jetty has read. */
  private RequestReader reader() {
    if (reader == null) {
      reader = connection.all().readers().take();
      reader.beginBody(request);
    }
    return reader;
  }

  /** How much of it has come. */
  long received() {
    return received;
  }

  /** Whether all of it has been read. */
  boolean isRead() {
    return !wants.isOpen();
  }

  /** Asks for all of it, or a part. */
  void ask(boolean all, int maxBytes) {
    if (wants.ask(all, maxBytes)) {
      connection.look();
    }
  }

  /** Reads one thing of what is there; returns whether there may be more to do. */
  boolean readOn() {
    if (!wants.isAsked()) {
      return false;
    }
    if (!isBegun && !begin()) {
      return true;
    }
    ByteBuffer unread = connection.bytes().unread();
    int limit = unread.limit();
    if (wants.isPart()) { // the reader sees no more than is wanted
      unread.limit(Math.min(limit, unread.position() + wants.maxBytes()));
    }
    RequestReader.Event event = reader().next(unread);
    if (event != RequestReader.Event.BROKEN) {
      unread.limit(limit);
    }
    return tell(event);
  }

  private boolean tell(RequestReader.Event event) {
    switch (event) {
      case CONTENT -> onContent(reader.content());
      case END -> onEnd();
      case BROKEN -> {
        connection.bytes().drop();
        exchange.onBroken(WireRefusal.of(reader.failure()));
      }
      default -> {
        if (connection.bytes().isEmpty()) {
          if (!exchange.isOver()) {
            deadlines.awaitBody(connection.all().held().limits().bodyMillis());
          }
          return false;
        }
      }
    }
    return true;
  }

  /** Returns false if it is refused before any of it is read. */
  private boolean begin() {
    isBegun = true;
    if (wants.isWhole() && request.bodyBytes() > wants.maxBytes()) {
      exchange.refuse(ExchangeRefusal.BODY_TOO_LARGE);
      return false;
    }
    if (request.expectsContinue() && connection.bytes().isEmpty() && !exchange.isOver()) {
      connection.sendContinue();
    }
    return true;
  }

  private void onContent(ByteBuffer part) {
    received += part.remaining();
    if (wants.isPart()) {
      wants.given();
      deadlines.onBody();
      exchange.hearing().ifPresent(handler -> handler.onPart(BufferUtil.toArray(part)));
    } else if (part.remaining() > wants.maxBytes() - whole.size()) {
      exchange.refuse(ExchangeRefusal.BODY_TOO_LARGE);
    } else if (!whole.add(part)) {
      exchange.refuse(ExchangeRefusal.BODY_OVERLOADED);
    }
  }

  private void onEnd() {
    boolean isWhole = wants.isWhole();
    List<HeaderField> trailers = reader.trailers();
    end();
    deadlines.onBody();
    if (isWhole) {
      tellWhole();
    } else {
      exchange.hearing().ifPresent(handler -> handler.onBodyEnd(trailers));
    }
  }

  /** What it is for has its own budget, which it has taken of when this returns. */
  private void tellWhole() {
    byte[] all = whole.whole();
    try {
      if (!exchange.isOver()) {
        exchange.hearing().ifPresent(handler -> handler.onBody(all));
      }
    } finally {
      whole.clear();
    }
  }

  private void end() {
    wants.end();
    connection.all().readers().giveBack(reader);
    reader = null;
  }

  /** Reads what is there of it for nobody; returns whether that was all. */
  boolean skip() {
    while (wants.isOpen()) {
      switch (reader().next(connection.bytes().unread())) {
        case CONTENT -> received += reader.content().remaining();
        case END -> end();
        default -> {
          return false;
        }
      }
    }
    return true;
  }

  /** Lets go of what has come. */
  void close() {
    whole.clear();
  }
}
