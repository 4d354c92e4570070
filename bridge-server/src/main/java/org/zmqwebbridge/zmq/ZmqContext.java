package org.zmqwebbridge.zmq;

import java.nio.channels.Channel;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.observe.LineKind;
import zmq.poll.Poller;

/**
 * One JeroMQ context with a single I/O thread, whose threads can be watched, and which can be given
 * up if one of them is no longer any good. Every socket of the bridge comes from here, and so with
 * the guards that no socket may lack.
 *
 * <p>Owner thread: the loop's, but for {@link #close} and {@link #abandon}, which are any thread's
 * and block. Lifetime: from construction until one of these.
 */
final class ZmqContext {
  private static final Logger log = LoggerFactory.getLogger(ZmqContext.class);
  private static final int MAX_SOCKETS = 4096;

  private final String name;
  private final Counters counters;
  private final ZMQ.Context context = ZMQ.context(1);
  private final Channels channels = new Channels();
  private final List<IoThread> threads = new CopyOnWriteArrayList<>();
  private long silentNanos; // the loop's
  private IoMailbox mailbox; // of its I/O thread; null until that is there; the loop's

  /**
   * @param name what the log calls it
   */
  ZmqContext(String name, Counters counters) {
    this.name = name;
    this.counters = counters;
    context.setMaxSockets(MAX_SOCKETS);
    context.setThreadFactor( // JeroMQ's spelling
        (poller, thread) -> thread((Poller) poller, thread));
    context.setNotificationExceptionHandler((thread, failure) -> onException(failure));
  }

  private Thread thread(Poller poller, String kind) {
    IoThread thread = new IoThread(poller, kind + "-" + name);
    threads.add(thread);
    return thread.thread();
  }

  /** A peer can cause these, as many as he likes. */
  private void onException(Throwable failure) {
    if (isOfGoneSocket(failure)) {
      log.debug("{}: a socket had gone when its connection's end was told to it", name, failure);
      return;
    }
    counters.increment(Counter.IO_EXCEPTIONS);
    counters.line(
        LineKind.JEROMQ_FAILED,
        failure,
        (more, trace) -> log.warn("{}: JeroMQ caught an exception{}", name, more, trace));
  }

  /**
   * Whether it is only that JeroMQ's I/O thread told something to a socket that was closed
   * meanwhile: it hands the command over, the socket takes it, ends, and closes the pipe that the
   * thread would wake it by.
   */
  static boolean isOfGoneSocket(Throwable failure) {
    return failure.getCause() instanceof ClosedChannelException
        && failure.getStackTrace().length > 0
        && failure.getStackTrace()[0].getClassName().equals("zmq.Signaler");
  }

  /**
   * Opens a socket that no frame can hurt.
   *
   * @param maxFrameBytes a longer frame drops the peer that sends it
   */
  ZMQ.Socket socket(SocketType type, long maxFrameBytes) {
    ZMQ.Socket socket = context.socket(type);
    if (mailbox == null) { // JeroMQ makes its threads with the first socket
      mailbox = new IoMailbox(socket.base());
      threads.forEach(thread -> thread.read(mailbox));
    }
    socket.setMsgAllocator(new IncomingFrames(maxFrameBytes));
    socket.setMaxMsgSize(maxFrameBytes);
    socket.setSelectorChooser((address, options) -> channels);
    socket.setLinger(0);
    return socket;
  }

  /** Makes the I/O thread look at all its channels again. */
  void stir() {
    threads.forEach(IoThread::ask);
  }

  /**
   * Asks its threads whether they still turn.
   *
   * @param elapsedNanos since it was called last
   * @return how long one of them has not answered, in nanoseconds
   */
  long ask(long elapsedNanos) {
    silentNanos = silent().isPresent() ? silentNanos + elapsedNanos : 0;
    threads.forEach(IoThread::ask);
    channels.forgetClosed();
    return silentNanos;
  }

  /** A thread that was asked and has not answered yet, if there is one. */
  Optional<Thread> silent() {
    return threads.stream()
        .filter(thread -> !thread.hasAnswered())
        .map(IoThread::thread)
        .findFirst();
  }

  /** What ended one of its threads, if something did. */
  Optional<Throwable> failure() {
    return threads.stream().flatMap(thread -> thread.failure().stream()).findFirst();
  }

  /** A peer's connection that a bound socket of this context has accepted. */
  void accepted(Channel channel) {
    channels.remember(channel);
  }

  /** Ends it when its sockets have been closed; blocks until all is let go of. */
  void close() {
    if (failure().isPresent()) {
      abandon(); // JeroMQ would wait for the dead
    } else {
      context.term();
    }
  }

  /**
   * Ends it as far as possible, although one of its threads is dead or stuck: what it held is
   * closed here, so that peers notice and its addresses are free. Blocks for as long as a thread is
   * stuck.
   */
  void abandon() {
    channels.closeAll();
    if (failure().isPresent()) {
      threads.forEach(IoThread::end);
    } else {
      threads.forEach(IoThread::releaseChannels);
      context.term();
    }
  }

  /** JeroMQ's own, for services that live in it. */
  ZMQ.Context raw() {
    return context;
  }

  @Override
  public String toString() {
    return name;
  }
}
