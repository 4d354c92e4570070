package org.zmqwebbridge.zmq;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.Selector;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import zmq.poll.IPollEvents;
import zmq.poll.Poller;

/**
 * One of JeroMQ's own threads: an I/O thread or the reaper, which can be asked whether it still
 * turns. What JeroMQ's poller does not catch ends it: from then on nothing that it serves can be
 * trusted, and it rests until its context is {@link #abandon abandoned}. Then it goes on just to
 * let go of what it holds.
 *
 * <p>Owner thread: {@link #ask}, {@link #hasAnswered} and {@link #failure} are the loop's; {@link
 * #abandon} is any thread's; the rest is its own.
 */
final class IoThread implements IPollEvents {
  private static final Logger log = LoggerFactory.getLogger(IoThread.class);

  /** How often what is broken may fail again while everything is let go of. */
  private static final int MAX_FAILURES = 1000;

  private final Poller poller;
  private final Thread thread;
  private final Doorbell doorbell;
  private final CountDownLatch abandoned = new CountDownLatch(1);
  private Poller.Handle handle; // its own
  private volatile int asked;
  private volatile int answered;
  private volatile Throwable failure;

  IoThread(Poller poller, String name) {
    this.poller = poller;
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
    try {
      this.doorbell = new Doorbell();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open a pipe; too many open files?", e);
    }
  }

  /** The thread, which JeroMQ starts. */
  Thread thread() {
    return thread;
  }

  /**
   * Makes the thread turn once and look at all its channels anew, unless it is asked already. The
   * loop's alone.
   */
  @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
  void ask() {
    if (hasAnswered()) {
      asked++;
      try {
        doorbell.ring();
      } catch (IOException ended) {
        // then it will not answer
      }
    }
  }

  /** Whether it has turned since it was asked. */
  boolean hasAnswered() {
    return answered == asked;
  }

  /** What ended it, if something did. */
  Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }

  private void run() {
    handle = poller.addHandle(doorbell, this);
    poller.setPollIn(handle);
    for (int failures = 0; failures < MAX_FAILURES && !hasEnded(); failures++) {
      awaitAbandoned();
    }
    try {
      doorbell.close();
    } catch (IOException e) {
      log.debug("{}: closing a pipe failed", thread.getName(), e);
    }
  }

  /** Whether JeroMQ has told it to end, rather than a failure. */
  private boolean hasEnded() {
    try {
      poller.run();
      return true;
    } catch (Throwable unexpected) {
      if (failure == null) {
        failure = unexpected;
      }
      return false;
    }
  }

  private void awaitAbandoned() {
    try {
      abandoned.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Rung: JeroMQ's poller skips registrations now and then, and this makes up for them. */
  @Override
  public void inEvent() {
    int question = asked;
    try {
      doorbell.answer();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    poller.setPollIn(handle);
    answered = question;
  }

  /**
   * Its context ends, and its channels have been closed if it is not in order. The system lets go
   * of a closed channel only when the selector is used again, which a thread that is stuck does not
   * do. May block.
   */
  void abandon() {
    abandoned.countDown();
    if (!hasAnswered() && failure == null) {
      doorbell.selector().ifPresent(this::useOnce);
    }
  }

  private void useOnce(Selector selector) {
    try {
      selector.wakeup();
      selector.selectNow();
    } catch (IOException | ClosedSelectorException e) {
      log.debug("{}: its selector is gone", thread.getName(), e);
    }
  }
}
