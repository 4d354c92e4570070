package org.zmqwebbridge.grip;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.zmqwebbridge.edge.CloseStatus;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.edge.InterimHead;
import org.zmqwebbridge.edge.ResponseHead;
import org.zmqwebbridge.observe.AskTally;
import org.zmqwebbridge.origin.OriginFailure;
import org.zmqwebbridge.origin.OriginListener;
import org.zmqwebbridge.origin.OriginSocketListener;

/**
 * How one origin does, as those hear who ask it.
 *
 * <p>Owner thread: none. Lifetime: as long as a route leads there.
 */
final class OriginTally {
  /** What came of the last ask that was not given up. */
  private record Outcome(String failure, long nanoTime) {}

  private final AskTally asks = new AskTally();
  private final AtomicInteger sockets = new AtomicInteger();
  private final Map<OriginFailure.Kind, AtomicLong> failures = new ConcurrentHashMap<>();
  private volatile Outcome lastFailure; // null: there was none
  private volatile boolean isFailing;

  AskTally asks() {
    return asks;
  }

  /** WebSockets to it that are open. */
  int sockets() {
    return sockets.get();
  }

  /** Whether the last ask came to nothing. */
  boolean isFailing() {
    return isFailing;
  }

  /** What happened the last time it failed; empty: it never did. */
  String lastFailure() {
    Outcome last = lastFailure;
    return last == null ? "" : last.failure();
  }

  /** Nanoseconds since then; -1: it never did. */
  long sinceFailure(long now) {
    Outcome last = lastFailure;
    return last == null ? -1 : now - last.nanoTime();
  }

  /** How often it failed in which way; only what has happened. */
  Map<OriginFailure.Kind, Long> failures() {
    Map<OriginFailure.Kind, Long> all = new EnumMap<>(OriginFailure.Kind.class);
    failures.forEach((kind, count) -> all.put(kind, count.get()));
    return all;
  }

  /** Has begun to be asked; hears what comes of it before this does. */
  OriginListener hear(OriginListener listener) {
    asks.begin();
    return new Hearing(listener, System.nanoTime());
  }

  /** The same, of a WebSocket. */
  OriginSocketListener hear(OriginSocketListener listener) {
    asks.begin();
    return new SocketHearing(listener, System.nanoTime());
  }

  private void onAnswer(long since) {
    asks.answered(System.nanoTime() - since);
    isFailing = false;
  }

  private void onFailed(OriginFailure failure) {
    if (failure.kind() != OriginFailure.Kind.ABORTED) {
      asks.fail();
      failures.computeIfAbsent(failure.kind(), any -> new AtomicLong()).incrementAndGet();
      isFailing = true;
      lastFailure = new Outcome(failure.text(), System.nanoTime());
    }
  }

  private final class Hearing implements OriginListener {
    private final OriginListener next;
    private final long since;

    Hearing(OriginListener next, long since) {
      this.next = next;
      this.since = since;
    }

    @Override
    public void onContinue() {
      next.onContinue();
    }

    @Override
    public void onInterim(InterimHead said) {
      next.onInterim(said);
    }

    @Override
    public void onHead(ResponseHead head, long bodyBytes) {
      onAnswer(since);
      next.onHead(head, bodyBytes);
    }

    @Override
    public void onPart(byte[] bytes) {
      next.onPart(bytes);
    }

    @Override
    public void onEnd(List<HeaderField> trailers) {
      asks.end();
      next.onEnd(trailers);
    }

    @Override
    public void onFailed(OriginFailure failure) {
      asks.end();
      OriginTally.this.onFailed(failure);
      next.onFailed(failure);
    }
  }

  private final class SocketHearing implements OriginSocketListener {
    private final OriginSocketListener next;
    private final long since;
    private boolean isOpen;

    SocketHearing(OriginSocketListener next, long since) {
      this.next = next;
      this.since = since;
    }

    @Override
    public void onOpen(List<HeaderField> headers) {
      isOpen = true;
      sockets.incrementAndGet();
      asks.end();
      onAnswer(since);
      next.onOpen(headers);
    }

    private void end() {
      if (isOpen) {
        sockets.decrementAndGet();
      } else {
        asks.end();
      }
    }

    @Override
    public void onRefused(ResponseHead head, byte[] body) {
      end();
      onAnswer(since);
      next.onRefused(head, body);
    }

    @Override
    public void onMessage(boolean isText, byte[] bytes) {
      next.onMessage(isText, bytes);
    }

    @Override
    public void onPing(byte[] bytes) {
      next.onPing(bytes);
    }

    @Override
    public void onPong(byte[] bytes) {
      next.onPong(bytes);
    }

    @Override
    public void onClosed(CloseStatus status) {
      end();
      next.onClosed(status);
    }

    @Override
    public void onFailed(OriginFailure failure) {
      end();
      OriginTally.this.onFailed(failure);
      next.onFailed(failure);
    }
  }
}
