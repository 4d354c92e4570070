package org.zmqwebbridge.zmq;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.Selector;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import zmq.poll.IPollEvents;
import zmq.poll.Poller;

/**
 * One of JeroMQ's own threads: an I/O thread or the reaper, which can be asked whether it still
 * turns. What JeroMQ's poller does not catch ends it, and nothing that it served is any good then.
 *
 * <p>Owner thread: {@link #ask}, {@link #read}, {@link #hasAnswered} and {@link #failure} are the
 * loop's; {@link #end} and {@link #releaseChannels} are any thread's; the rest is its own.
 */
final class IoThread implements IPollEvents {
  private static final Logger log = LoggerFactory.getLogger(IoThread.class);

  private final Poller poller;
  private final Thread thread;
  private final Doorbell doorbell;
  private Poller.Handle handle; // its own
  private volatile int asked;
  private volatile int answered;
  private volatile Throwable failure;
  private volatile IoMailbox mailbox; // null: it is not known yet

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
   * Makes the thread turn once and look at all its channels again, unless it is asked already. The
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

  /** From its next turn on, it reads its commands so, if they are its own. */
  void read(IoMailbox commands) {
    mailbox = commands;
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
    try (doorbell) {
      handle = poller.addHandle(doorbell, this);
      poller.setPollIn(handle);
      poller.run();
    } catch (Throwable unexpected) {
      failure = unexpected;
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
    IoMailbox commands = mailbox;
    if (commands != null) {
      doorbell.selector().ifPresent(commands::takeOver);
    }
    answered = question;
  }

  /** Makes it end, unless it is stuck, and lets go of all that it watched. May block. */
  void end() {
    poller.stop();
    useSelector(Selector::close);
  }

  /**
   * Lets go of what it watched and somebody else has closed: the system does that when the selector
   * is used again, and a thread that is stuck does not use it. May block.
   */
  void releaseChannels() {
    if (!hasAnswered()) {
      useSelector(Selector::selectNow);
    }
  }

  private interface Use {
    void of(Selector selector) throws IOException;
  }

  private void useSelector(Use use) {
    try {
      if (doorbell.selector().isPresent()) {
        use.of(doorbell.selector().get());
      }
    } catch (IOException | ClosedSelectorException e) {
      log.debug("{}: its selector is gone", thread.getName(), e);
    }
  }
}
