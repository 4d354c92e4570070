package org.zmqwebbridge.it.fault;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One request, from the asker's side.
 *
 * <p>Owner thread: none; the one that reads ends it.
 */
final class Call {
  private final String nonce;
  private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
  private volatile long sentNanos = System.nanoTime();
  private volatile boolean sent;

  Call(String nonce) {
    this.nonce = nonce;
  }

  /** What is in it and in nothing else. */
  String nonce() {
    return nonce;
  }

  /** Its last byte has left the asker; nothing is due before. */
  void onSent() {
    sentNanos = System.nanoTime();
    sent = true;
  }

  /** Whether its asker need not do more for it. */
  boolean isSent() {
    return sent || outcome.isDone();
  }

  /** Ends it; false if it has ended before. */
  boolean end(String what) {
    return outcome.complete(new Outcome(what, System.nanoTime()));
  }

  CompletableFuture<Outcome> outcome() {
    return outcome;
  }

  boolean isReplied() {
    return outcome.isDone() && outcome.join().what().equals(Outcome.REPLY);
  }

  long sentNanos() {
    return sentNanos;
  }

  /** How long it took, in milliseconds; to be asked once it has ended. */
  long tookMillis() {
    return TimeUnit.NANOSECONDS.toMillis(outcome.join().nanos() - sentNanos);
  }

  @Override
  public String toString() {
    return nonce.length() > 40 ? nonce.substring(0, 40) + "…" : nonce;
  }
}
