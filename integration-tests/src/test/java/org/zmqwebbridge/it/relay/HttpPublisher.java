package org.zmqwebbridge.it.relay;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Publishes numbered messages in a channel, one after the other, by POST, until it is told to end.
 * One with keys tries each until it is acknowledged; the others go on with the next.
 *
 * <p>Owner thread: its own; {@link #finish} and {@link #leave} any.
 */
final class HttpPublisher implements Runnable {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int MOST_AHEAD = 1_000; // of who hears it: so all is kept until then

  private final String channel;
  private final Receipts receipts;
  private final boolean hasKeys;
  private final long paceNanos;
  private final int port;
  private final List<Hearing> hearings;
  private final HttpBooks books;
  private volatile boolean ends;
  private volatile boolean leaves;
  private HttpLine line; // null: there is none

  /**
   * @param paceNanos between two messages; 0: as fast as it can
   * @param port where bridges are reached
   * @param hearings all who hear it; may be filled until it runs
   */
  HttpPublisher(
      String channel,
      Receipts receipts,
      boolean hasKeys,
      long paceNanos,
      int port,
      List<Hearing> hearings,
      HttpBooks books) {
    this.channel = channel;
    this.receipts = receipts;
    this.hasKeys = hasKeys;
    this.paceNanos = paceNanos;
    this.port = port;
    this.hearings = hearings;
    this.books = books;
  }

  /** One more message, which is tried until it is acknowledged; then it ends. */
  void finish() {
    ends = true;
  }

  /** It ends, whatever has become of its messages. */
  void leave() {
    ends = true;
    leaves = true;
  }

  @Override
  public void run() {
    int serial = 0;
    while (!ends) {
      awaitHearers(serial);
      publish(serial++, hasKeys);
      if (paceNanos > 0) {
        LockSupport.parkNanos(paceNanos);
      }
    }
    publish(serial, true);
    receipts.end(serial);
    disconnect();
  }

  /** Not for ever: they may never hear what was lost. */
  private void awaitHearers(int serial) {
    long begin = System.nanoTime();
    while (serial - slowest() > MOST_AHEAD && System.nanoTime() - begin < PATIENCE_NANOS) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private int slowest() {
    int slowest = Integer.MAX_VALUE;
    for (Hearing one : hearings) {
      slowest = Math.min(slowest, one.newest(receipts.number));
    }
    return slowest;
  }

  private void publish(int serial, boolean hasKey) {
    int tries = 1;
    while (!isAcknowledged(serial, hasKey)) {
      if (!hasKey || leaves) {
        books.all.failed.increment();
        LockSupport.parkNanos(PAUSE_NANOS);
        return;
      }
      tries++;
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    receipts.add(serial);
    books.all.acknowledged.increment();
    if (tries > 1) {
      books.all.repeated.increment();
    }
  }

  private boolean isAcknowledged(int serial, boolean hasKey) {
    String key = hasKey ? "Idempotency-Key: \"" + receipts.number + "/" + serial + "\"" : "";
    try {
      if (line == null) {
        line = new HttpLine(port);
      }
      line.send(
          receipts.number + " " + serial,
          "POST /publisher/" + channel,
          "Content-Type: text/plain",
          key);
      HttpLine.Head head = line.head();
      line.body(head);
      books.answered(head.status());
      if (head.header("connection").equals("close")) {
        disconnect();
      }
      return head.status() == 201 || head.status() == 202;
    } catch (IOException lost) {
      books.answered(HttpBooks.NO_ANSWER);
      disconnect();
      return false;
    }
  }

  private void disconnect() {
    if (line != null) {
      line.close();
      line = null;
    }
  }
}
