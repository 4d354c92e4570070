package org.zmqwebbridge.sockjs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.zmqwebbridge.edge.Batch;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.CloseStatus;
import org.zmqwebbridge.edge.Connection;
import org.zmqwebbridge.edge.ConnectionHandler;
import org.zmqwebbridge.edge.Entry;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.edge.MessageType;
import org.zmqwebbridge.edge.OutgoingMessage;
import org.zmqwebbridge.edge.Receiver;
import org.zmqwebbridge.flow.BudgetShare;
import org.zmqwebbridge.flow.ByteBudget;
import org.zmqwebbridge.flow.SlowReaders;

/**
 * A connection that one request after the other carries: what is sent waits until one is there.
 * Binary messages are not SockJS's: they go as the text that they are not, byte by byte.
 *
 * <p>Owner thread: none; one lock for what waits, which is not held while its handler is called,
 * and one so that this is called by one request at a time. Lifetime: from its first request until
 * it is closed, or no request has been there for a while.
 */
final class SockjsSession implements Connection {
  private static final int GO_AWAY = 3000;
  private static final int INTERRUPTED = 1002;
  private static final String ANOTHER = SockjsText.close(2010, "Another connection still open");

  private final long id;
  private final Handshake handshake;
  private final SockjsLimits limits;
  private final ByteBudget budget;
  private final Object calling = new Object();
  private final List<String> waiting = new ArrayList<>(); // lock: this, as all below
  private long waitingBytes;
  private SockjsReceiver receiver; // null: nobody listens
  private ConnectionHandler handler; // null until it is open
  private String closed; // the last frame; null until it is closed
  private boolean hasOpened; // its client has been told
  private boolean isGone;
  private long lastHeard = System.nanoTime();

  SockjsSession(long id, Handshake handshake, SockjsLimits limits, ByteBudget budget) {
    this.id = id;
    this.handshake = handshake;
    this.limits = limits;
    this.budget = budget;
  }

  /** It begins. */
  void open(Entry entry) {
    ConnectionHandler opened = entry.onOpen(this);
    synchronized (this) {
      handler = opened;
    }
    flush();
  }

  // The client's side

  /** A request listens; another that did is the one that stays. */
  void listen(SockjsReceiver comes) {
    synchronized (this) {
      lastHeard = System.nanoTime();
      if (receiver != null && !receiver.isOver() && receiver != comes) {
        comes.frame(ANOTHER);
        comes.end();
        return;
      }
      receiver = comes;
    }
    flush();
  }

  /** A request does not listen any more; one that broke off in the middle ends the session. */
  void leave(SockjsReceiver goes, boolean isBroken) {
    boolean ends;
    synchronized (this) {
      ends = isBroken && receiver == goes;
      if (receiver == goes) {
        receiver = null;
        lastHeard = System.nanoTime();
      }
    }
    if (ends) {
      end(new CloseStatus(INTERRUPTED, "Connection interrupted"), CloseStatus.ABNORMAL);
    }
  }

  /** Its client sends. */
  void sent(List<String> texts) {
    ConnectionHandler to;
    synchronized (this) {
      to = closed == null ? handler : null;
      lastHeard = System.nanoTime();
    }
    if (to != null) {
      synchronized (calling) {
        texts.forEach(text -> to.onText(ByteBuffer.wrap(text.getBytes(UTF_8))));
      }
    }
  }

  /** Whether it takes no more from its client for now. */
  boolean isFull() {
    ConnectionHandler to;
    synchronized (this) {
      to = handler;
    }
    return to != null && to.isFull();
  }

  // The connection

  @Override
  public long id() {
    return id;
  }

  @Override
  public Handshake handshake() {
    return handshake;
  }

  @Override
  public boolean queue(OutgoingMessage message) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] piece : message.pieces()) {
      bytes.writeBytes(piece);
    }
    return add(bytes.toString(UTF_8));
  }

  @Override
  public boolean queue(List<OutgoingMessage> group) {
    group.forEach(this::queue);
    return true;
  }

  private boolean add(String text) {
    boolean overflows;
    synchronized (this) {
      if (closed != null) {
        return false;
      }
      overflows =
          waitingBytes + text.length() > limits.maxPendingBytes() || !budget.tryTake(text.length());
      if (!overflows) {
        waiting.add(text);
        waitingBytes += text.length();
      }
    }
    if (overflows) {
      close(CloseReason.REPLIES_OVERFLOW);
    }
    return !overflows;
  }

  /** Writes what waits, as far as somebody listens. */
  @Override
  public void flush() {
    synchronized (this) {
      SockjsReceiver to = receiver; // one that is there for one frame leaves with it
      if (to == null || to.isOver()) {
        return;
      }
      if (!hasOpened) {
        hasOpened = true;
        to.frame(SockjsText.OPEN);
      }
      if (!to.isOver() && !waiting.isEmpty()) {
        to.frame(SockjsText.messages(waiting));
        forgetWaiting();
      }
      if (!to.isOver() && closed != null) {
        to.frame(closed);
        to.end();
      }
      lastHeard = System.nanoTime();
    }
  }

  private void forgetWaiting() {
    waiting.clear();
    budget.give(waitingBytes);
    waitingBytes = 0;
  }

  @Override
  public void send(Batch batch, Receiver to, SlowReaders slowReaders) {
    for (int i = 0; i < batch.count(); i++) {
      queue(new OutgoingMessage(MessageType.TEXT, batch.before(i), to.label(), batch.after(i)));
      batch.rest(i).forEach(this::queue);
    }
    flush();
  }

  @Override
  public synchronized boolean isDrained() {
    return waiting.isEmpty() && (receiver == null || receiver.isDrained());
  }

  @Override
  public long takeDropped(Receiver lost) {
    return 0; // it is closed instead
  }

  @Override
  public BudgetShare newShare() {
    return new BudgetShare(budget);
  }

  @Override
  public void forget(Receiver ended) {
    // what waits for it has been mixed with the rest
  }

  @Override
  public BooleanSupplier askForLife() {
    long asked = System.nanoTime();
    return () -> {
      synchronized (this) {
        return lastHeard - asked > 0;
      }
    };
  }

  @Override
  public void readOn() {
    // each request is asked again whether it may send
  }

  // The end

  @Override
  public void close(CloseReason reason) {
    end(reason.status(), CloseStatus.ABNORMAL);
  }

  @Override
  public void close(CloseStatus status, String operatorText) {
    end(status, CloseStatus.ABNORMAL);
  }

  private void end(CloseStatus told, CloseStatus heard) {
    ConnectionHandler to;
    synchronized (this) {
      if (closed != null) {
        return;
      }
      closed = SockjsText.close(told.code(), told.text());
      to = handler;
    }
    flush();
    if (to != null) {
      synchronized (calling) {
        to.onClosed(heard);
      }
    }
  }

  /**
   * Looks after its time.
   *
   * @return whether it has ended, and is to be forgotten
   */
  boolean sweep(long now) {
    ConnectionHandler to;
    boolean isLost;
    synchronized (this) {
      boolean listens = receiver != null && !receiver.isOver();
      long silent = TimeUnit.NANOSECONDS.toMillis(now - lastHeard);
      isLost = !listens && silent >= limits.leaveMillis();
      if (listens && hasOpened && silent >= limits.heartbeatMillis()) {
        receiver.frame(SockjsText.HEARTBEAT);
        lastHeard = now;
      }
      to = handler;
    }
    if (to != null && !isLost) {
      to.onTick(now);
    }
    if (isLost) {
      end(new CloseStatus(GO_AWAY, "Go away!"), CloseStatus.ABNORMAL);
      synchronized (this) {
        isGone = true;
        forgetWaiting();
      }
    }
    return isLost;
  }

  /** Whether nobody can come back to it. */
  synchronized boolean isGone() {
    return isGone;
  }
}
