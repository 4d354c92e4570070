package org.zmqwebbridge.zmq;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.observe.LineKind;

/**
 * The thread that owns ZeroMQ sockets: it takes commands from other threads, receives, and sleeps
 * when there is nothing to do.
 *
 * <p>Owner thread: itself. {@link #offer}, {@link #post}, {@link #signal} and {@link #stop} may be
 * called from any thread; everything else asserts the owner. The loop never blocks, is never
 * interrupted (an interrupt would break the next JeroMQ call), and never runs a hook. Lifetime:
 * from {@link #start} until {@link #stop}; not restartable.
 */
public final class ZmqLoop {
  private static final Logger log = LoggerFactory.getLogger(ZmqLoop.class);

  /** Commands of browsers that may wait; above it, {@link #offer} refuses. */
  public static final int MAX_COMMANDS = 65_536;

  private static final int COMMANDS_PER_TURN = 1024;
  private static final int MESSAGES_PER_TURN = 256;
  private static final long NEVER = Long.MAX_VALUE;
  private static final long FAILED_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final Thread thread;
  private final ZmqContexts contexts;
  private final HandshakeNudge nudge;
  private final AdaptiveSpin spin;
  private final LongSupplier nanoClock;
  private final Counters counters;
  private final Commands commands = new Commands(MAX_COMMANDS);
  private final Consumer<Runnable> guard = this::guarded;
  private final OpenSockets sockets = new OpenSockets();
  private final ZapHandler doorkeeper;
  private final Tickers tickers;
  private final AtomicInteger signals = new AtomicInteger();
  private volatile boolean asleep;
  private final AtomicLong turns = new AtomicLong();
  private boolean running = true;
  private long wakeBy = NEVER;

  /**
   * @param spinTurns how many turns with nothing to do the loop makes before it sleeps, at most
   * @param stuckMillis after which a thread of JeroMQ's that does not turn is replaced
   * @param nanoClock what {@link System#nanoTime} is in production
   */
  public ZmqLoop(
      String name,
      ZmqContexts contexts,
      int spinTurns,
      long stuckMillis,
      LongSupplier nanoClock,
      Counters counters) {
    this.spin = new AdaptiveSpin(spinTurns);
    this.contexts = contexts;
    this.nudge = new HandshakeNudge(contexts);
    this.nanoClock = nanoClock;
    this.counters = counters;
    this.tickers = new Tickers(nanoClock.getAsLong());
    tickers.add(new ContextWatch(contexts, sockets.all(), stuckMillis, counters)::look);
    this.doorkeeper = new ZapHandler(this, counters);
    this.thread = new Thread(this::run, name);
  }

  /** Starts the thread. */
  public void start() {
    sockets.open();
    thread.start();
  }

  /**
   * Hands the loop something to do, in the order of calls.
   *
   * @return false if {@link #MAX_COMMANDS} wait already; nothing will be done
   */
  public boolean offer(Runnable command) {
    if (!commands.offer(command)) {
      counters.increment(Counter.LOOP_REFUSALS);
      return false;
    }
    wake();
    return true;
  }

  /**
   * Hands the loop something that must not be refused. For callers who are bounded by what they do:
   * one leave per virtual socket, one answer per DNS look-up.
   */
  public void post(Runnable command) {
    commands.post(command);
    wake();
  }

  /** How many commands of browsers wait. */
  public int waitingCommands() {
    return commands.offered();
  }

  /** Something has happened on a socket: the loop looks at all of them before it sleeps again. */
  void signal() {
    signals.incrementAndGet();
    wake();
  }

  private void wake() {
    if (asleep) {
      sockets.wake();
    }
  }

  /** Whether the calling thread is the loop's. */
  public boolean isOwner() {
    return Thread.currentThread() == thread;
  }

  /** Fails unless the calling thread is the loop's: JeroMQ does not notice misuse by itself. */
  public void assertOwner() {
    if (!isOwner()) {
      throw new IllegalStateException(
          "only " + thread.getName() + " may do this, not " + Thread.currentThread().getName());
    }
  }

  /** The time that deadlines are measured against, in nanoseconds. */
  public long nanoTime() {
    return nanoClock.getAsLong();
  }

  /**
   * Has the loop turn at this time at the latest, and with that every socket's listener: to be said
   * in each turn again.
   */
  public void wakeBy(long nanoTime) {
    assertOwner();
    wakeBy = wakeBy == NEVER || nanoTime - wakeBy < 0 ? nanoTime : wakeBy;
  }

  /** For how long the loop may sleep, in milliseconds. */
  private long untilWake(long most) {
    if (wakeBy == NEVER) {
      return most;
    }
    long left = TimeUnit.NANOSECONDS.toMillis(wakeBy - nanoTime()) + 1;
    wakeBy = NEVER;
    return Math.max(1, Math.min(most, left));
  }

  /** Opens a socket that is not connected yet. */
  ConnectingSocket openConnecting(
      SocketOptions options, SocketListener listener, SocketKeeper keeper) {
    assertOwner();
    return sockets.add(
        new ConnectingSocket(
            this, contexts.of(options.direction()), options, listener, keeper, counters));
  }

  /** Opens a socket that is not bound yet. */
  BoundSocket openBound(SocketOptions options, SocketListener listener, SocketKeeper keeper) {
    assertOwner();
    ZmqContext context = contexts.of(options.direction());
    return sockets.add(
        options.type() == ZmqType.ROUTER
            ? new RouterSocket(this, context, options, listener, keeper, counters)
            : new BoundSocket(this, context, options, listener, keeper, counters));
  }

  /** Who decides who is let in at the addresses that are bound here. */
  ZapHandler doorkeeper() {
    assertOwner();
    return doorkeeper;
  }

  /** All that are open. */
  OpenSockets sockets() {
    return sockets;
  }

  void forget(ZmqSocket socket) {
    sockets.forget(socket);
  }

  /** Calls back about ten times a second, with the time. */
  public void onTick(LongConsumer ticker) {
    assertOwner();
    tickers.add(ticker);
  }

  /** Ends a {@link #onTick} registration. */
  public void cancelTick(LongConsumer ticker) {
    assertOwner();
    tickers.remove(ticker);
  }

  private void run() {
    try {
      while (running) {
        turns.lazySet(turns.getPlain() + 1); // one writer
        try {
          turn();
        } catch (Throwable failure) { // of the loop itself; what others do is caught nearer to them
          onFailure(failure);
          LockSupport.parkNanos(FAILED_PAUSE_NANOS);
        }
      }
      commands.takeOffered(guard); // what was queued before the stop
    } finally {
      sockets.close(guard);
    }
  }

  private void turn() {
    int seenSignals = signals.get();
    boolean busy = commands.takeSome(COMMANDS_PER_TURN, guard);
    busy |= sockets.turn(MESSAGES_PER_TURN, this::onFailure);
    tickers.tick(nanoTime(), guard);
    boolean handshaking = nudge.help(sockets.all(), nanoTime());
    if (busy) {
      spin.busy();
    } else if (spin.again() || sockets.isWaiting()) {
      giveWay();
    } else {
      long most = handshaking ? HandshakeNudge.LOOK_MILLIS : Tickers.TICK_MILLIS;
      sleep(untilWake(most), seenSignals);
    }
  }

  /** How many turns it has begun; for anyone who watches from outside. */
  long turns() {
    return turns.get();
  }

  /** Its thread, for the same. */
  Thread thread() {
    return thread;
  }

  /** What a spinning loop waits for may need its very core. */
  @SuppressWarnings("ThreadPriorityCheck") // correct without; measured
  private static void giveWay() {
    Thread.yield();
  }

  /**
   * Runs something whose failure is its own: counted, logged, and no reason for others not to be
   * served. Not even an {@code Error} ends the loop: its endpoints would fall silent.
   */
  public void guarded(Runnable command) {
    try {
      command.run();
    } catch (Throwable failure) {
      onFailure(failure);
    }
  }

  /**
   * Not even an {@code Error} ends the loop: its endpoints would be silent without anybody's word.
   */
  private void onFailure(Throwable failure) {
    counters.increment(Counter.LOOP_FAILURES);
    counters.line(
        LineKind.LOOP_FAILED,
        failure,
        (more, trace) -> log.error("{} goes on after a failure{}", thread.getName(), more, trace));
  }

  private void sleep(long millis, int seenSignals) {
    long began = System.nanoTime();
    asleep = true;
    try {
      // Anyone who queues after this check sees asleep and wakes the selector.
      if (commands.isEmpty() && signals.get() == seenSignals) {
        sockets.await(millis);
      }
    } finally {
      asleep = false;
    }
    sockets.forgetWhatWasReady();
    spin.slept(System.nanoTime() - began);
  }

  /**
   * Stops after what was queued before, closes every socket, and waits for the thread.
   *
   * @return false if the thread was still running after {@code millis}
   */
  public boolean stop(long millis) {
    post(() -> running = false);
    try {
      thread.join(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }
}
