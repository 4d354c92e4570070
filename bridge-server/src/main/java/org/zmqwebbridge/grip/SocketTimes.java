package org.zmqwebbridge.grip;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.zmqwebbridge.grip.wire.ControlMessage;
import org.zmqwebbridge.grip.wire.KeepAlive;
import org.zmqwebbridge.grip.wire.PublishItem.Kind;

/**
 * What a WebSocket is sent by the clock: in silence, or a while after its origin said so.
 *
 * <p>Owner thread: none; a small lock. Lifetime: its connection's.
 */
final class SocketTimes {
  private final BiConsumer<Kind, byte[]> send;
  private volatile KeepAlive keepAlive; // null: nothing is said in silence
  private Kind keepAliveKind; // lock: this
  private ControlMessage.SendDelayed delayed; // null: nothing waits; lock: this
  private long delayedSince; // of System.nanoTime; lock: this
  private volatile long lastSaid; // of System.nanoTime
  private boolean ended; // lock: this

  SocketTimes(BiConsumer<Kind, byte[]> send) {
    this.send = send;
  }

  /** Something is being sent. */
  void hasSaid() {
    if (keepAlive != null) {
      lastSaid = System.nanoTime();
    }
  }

  /** From now on, this is said in silence; empty: nothing. */
  synchronized void keep(Optional<KeepAlive> said, Kind kind) {
    lastSaid = System.nanoTime();
    keepAliveKind = kind;
    keepAlive = said.orElse(null);
  }

  /** This is sent later; what waited before is sent now. */
  void later(ControlMessage.SendDelayed said) {
    flush();
    synchronized (this) {
      delayed = said;
      delayedSince = System.nanoTime();
    }
  }

  /** What is to be sent later is sent now. */
  void flush() {
    ControlMessage.SendDelayed due;
    synchronized (this) {
      due = ended ? null : delayed;
      delayed = null;
    }
    if (due != null) {
      hasSaid();
      send.accept(due.kind(), due.content());
    }
  }

  /** Time goes by. */
  void tick(long now) {
    boolean isDue;
    Kind kind;
    synchronized (this) {
      isDue = delayed != null && now - delayedSince >= TimeUnit.SECONDS.toNanos(delayed.seconds());
      kind = keepAliveKind;
    }
    if (isDue) {
      flush();
    }
    KeepAlive keep = keepAlive;
    if (keep != null && now - lastSaid >= TimeUnit.SECONDS.toNanos(keep.seconds())) {
      lastSaid = now;
      send.accept(kind, keep.data());
    }
  }

  synchronized void end() {
    ended = true;
    keepAlive = null;
    delayed = null;
  }
}
