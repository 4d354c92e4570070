package org.zmqwebbridge.grip;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.grip.wire.MalformedGripException;
import org.zmqwebbridge.grip.wire.OriginResponse;
import org.zmqwebbridge.grip.wire.SocketEvent;
import org.zmqwebbridge.grip.wire.SocketEvents;
import org.zmqwebbridge.grip.wire.SocketReply;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.origin.OriginCall;
import org.zmqwebbridge.origin.OriginFailure;

/**
 * Tells an origin what happens on one WebSocket, by requests of which one is under way at a time;
 * what happens meanwhile goes with the next. An origin that is not there is asked again and again
 * for a while.
 *
 * <p>Owner thread: none; a small lock. Lifetime: from its first event until it ends, or its
 * listener hears that it has failed.
 */
final class SocketTalk {
  /** Hears what the origin answers. */
  interface Listener {
    /**
     * An answer; {@link #next} is to be called when all of it is done.
     *
     * @param said the whole of it
     */
    void said(SocketReply reply, OriginResponse said);

    /** There is no more: the origin is not there, or answers what it must not. */
    void failed(OriginFailure why, OriginResponse said);

    /** There is room again for what happens. */
    void hasRoom();
  }

  private final SocketHead head;
  private final GripContext context;
  private final Deque<SocketEvent> waiting = new ArrayDeque<>(2); // lock: this
  private int waitingBytes; // lock: this
  private int toldBytes; // of the first of them, which the origin has had already; lock: this
  private boolean isAsked; // an answer is awaited; lock: this
  private boolean isWanted; // to be asked without events; lock: this
  private boolean isStuck; // it has taken nothing, and is told again with the next; lock: this
  private boolean isLast; // there are no further events; lock: this
  private boolean ended; // lock: this
  private List<SocketEvent> sent = List.of(); // owner: anyone who asks
  private int attempts; // likewise
  private volatile Listener listener;
  private volatile boolean isOpen;
  private volatile OriginAsk ask;
  private volatile Future<?> retry; // null: none
  private volatile long lastAnswer; // of System.nanoTime
  private volatile int keepAliveSeconds; // 0: none

  SocketTalk(SocketHead head, GripContext context) {
    this.head = head;
    this.context = context;
  }

  /** Asks whether the client may come in. */
  void open(Listener first) {
    listener = first;
    tell(SocketEvent.of(SocketEvent.Type.OPEN));
  }

  /** It has come in; this hears what follows, once {@link #next} was called. */
  void opened(Listener further) {
    listener = further;
    isOpen = true;
  }

  /** Who has answered last. */
  Target target() {
    return ask.target();
  }

  // What happens

  /** Something has happened. */
  void tell(SocketEvent event) {
    tell(event, false);
  }

  private void tell(SocketEvent event, boolean last) {
    synchronized (this) {
      if (ended || isLast) {
        return;
      }
      isLast = last;
      waiting.add(event);
      waitingBytes += event.content().length;
      isStuck = false;
    }
    ask();
  }

  /** The same, and nothing will after it. */
  void tellLast(SocketEvent event) {
    tell(event, true);
  }

  /** Has the origin be asked, though nothing has happened. */
  void refresh() {
    synchronized (this) {
      isWanted = true;
      isStuck = false;
    }
    ask();
  }

  /** Asks without events where the origin wants that, and it is time. */
  void tick(long now) {
    int seconds = keepAliveSeconds;
    boolean isIdle;
    synchronized (this) {
      isIdle = isOpen && !isAsked;
    }
    if (isIdle && seconds > 0 && now - lastAnswer >= TimeUnit.SECONDS.toNanos(seconds)) {
      refresh();
    }
  }

  /** Whether so much waits that nothing more should come. */
  synchronized boolean isFull() {
    return waitingBytes >= context.limits().holds().maxSocketEventBytes();
  }

  // The requests

  private void ask() {
    List<SocketEvent> batch;
    int replayed;
    boolean wasFull;
    synchronized (this) {
      if (isAsked || ended || (waiting.isEmpty() ? !isWanted : isStuck && !isWanted)) {
        return;
      }
      wasFull = isFull();
      isAsked = true;
      isWanted = false;
      replayed = toldBytes;
      batch = take();
    }
    sent = batch;
    attempts = 0;
    send(replayed);
    if (wasFull) {
      listener.hasRoom();
    }
  }

  private List<SocketEvent> take() {
    int most = isOpen && target().isOneEvent() ? 1 : waiting.size();
    List<SocketEvent> batch = new ArrayList<>(Math.min(most, waiting.size()));
    while (batch.size() < most && !waiting.isEmpty()) {
      SocketEvent event = waiting.poll();
      waitingBytes -= event.content().length;
      batch.add(event);
    }
    return batch;
  }

  private void send(int replayed) {
    WholeAnswer answer =
        new WholeAnswer(
            context.limits().maxSocketResponseBytes(),
            this::call,
            this::answered,
            why -> failed(why, replayed));
    ask = head.ask(SocketEvents.write(sent), replayed, answer);
    ask.begin();
  }

  private OriginCall call() {
    return ask;
  }

  private void answered(OriginResponse said) {
    try {
      SocketReply reply = SocketReply.read(said);
      head.keep(reply.meta());
      lastAnswer = System.nanoTime();
      reply.keepAliveSeconds().ifPresent(seconds -> keepAliveSeconds = seconds);
      giveBack(reply.acceptedBytes().orElse(Integer.MAX_VALUE));
      listener.said(reply, said);
    } catch (MalformedGripException wrong) {
      boolean isNo = !isOpen && !SocketReply.isOne(said);
      if (!isNo) {
        context.count(Counter.GRIP_MALFORMED);
      }
      end();
      listener.failed(
          new OriginFailure(OriginFailure.Kind.BROKEN, wrong.getMessage()), isNo ? said : null);
    }
  }

  /** What of the last request was not accepted is told again, before all else. */
  private synchronized void giveBack(int acceptedBytes) {
    List<SocketEvent> rest = SocketEvent.after(acceptedBytes, sent);
    int bytes = rest.stream().mapToInt(event -> event.content().length).sum();
    int before = sent.stream().mapToInt(event -> event.content().length).sum();
    isStuck = bytes > 0 && bytes == before && waiting.isEmpty();
    for (int i = rest.size() - 1; i >= 0; i--) {
      waiting.addFirst(rest.get(i));
    }
    waitingBytes += bytes;
    toldBytes = bytes;
  }

  /** All that the last answer wanted is done. */
  void next() {
    boolean isOver;
    boolean isHopeless;
    synchronized (this) {
      isAsked = false;
      isOver = isLast && waiting.isEmpty();
      isHopeless = isStuck && (isFull() || isLast);
      sent = List.of();
    }
    if (isHopeless) {
      end();
      listener.failed(
          new OriginFailure(OriginFailure.Kind.BROKEN, "it takes nothing of what it is told"),
          null);
    } else if (isOver) {
      end();
    } else {
      ask();
    }
  }

  private void failed(OriginFailure why, int replayed) {
    HoldSettings limits = context.limits().holds();
    boolean again =
        isOpen
            && attempts < limits.maxOriginRetries()
            && (why.isUnsent() || why.kind() == OriginFailure.Kind.LEFT);
    if (hasEnded()) {
      return;
    }
    if (!again) {
      context.originFailed(target(), why);
      end();
      listener.failed(why, null);
      return;
    }
    context.count(Counter.GRIP_ORIGIN_RETRIED);
    long millis = limits.retryMillis(attempts++);
    long spread = ThreadLocalRandom.current().nextLong(limits.firstRetryMillis());
    retry = context.timer().schedule(() -> send(replayed), millis + spread, TimeUnit.MILLISECONDS);
    if (hasEnded()) {
      end();
    }
  }

  private synchronized boolean hasEnded() {
    return ended;
  }

  /** Nobody is asked or told any more. */
  void end() {
    synchronized (this) {
      ended = true;
      waiting.clear();
      waitingBytes = 0;
    }
    Future<?> later = retry;
    if (later != null) {
      later.cancel(false);
    }
  }

  /** The same, and what is under way is not wanted any more. */
  void abort() {
    end();
    OriginAsk under = ask;
    if (under != null) {
      under.abort();
    }
  }
}
