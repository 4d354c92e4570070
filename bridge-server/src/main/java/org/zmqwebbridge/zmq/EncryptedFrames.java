package org.zmqwebbridge.zmq;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;
import zmq.Msg;
import zmq.msg.MsgAllocator;

/**
 * Makes the frames that come by one connection under CURVE, of which JeroMQ makes others of its
 * own. Bounds their lengths, and what waits for the loop: who sends more is cut off, by an empty
 * frame, which CURVE does not allow.
 *
 * <p>Owner thread: JeroMQ's I/O thread. Lifetime: its connection's.
 */
final class EncryptedFrames implements MsgAllocator {
  /** A heartbeat or the answer to one, of which no more comes than this often, is not counted. */
  private static final int MAX_HEARTBEAT_BYTES = 23 + CurveClient.MESSAGE_OVERHEAD_BYTES;

  private static final long HEARTBEAT_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final long maxFrameBytes;
  private final Untaken untaken;
  private final LongSupplier nanoClock;
  private final Counters counters;
  private int seenEmptied;
  private long share; // sent since then, in the bytes of Untaken
  private long lastHeartbeat;
  private boolean begun;
  private boolean isCutOff;

  /**
   * @param maxFrameBytes of one frame, encrypted
   */
  EncryptedFrames(long maxFrameBytes, Untaken untaken, LongSupplier nanoClock, Counters counters) {
    this.maxFrameBytes = maxFrameBytes;
    this.untaken = untaken;
    this.nanoClock = nanoClock;
    this.counters = counters;
    this.lastHeartbeat = nanoClock.getAsLong() - HEARTBEAT_NANOS;
  }

  @Override
  public Msg allocate(int announced) {
    boolean fits = announced >= 0 && announced <= maxFrameBytes;
    return fits && mayCome() ? new Frame(announced) : new Msg();
  }

  private boolean mayCome() {
    forgetWhatWasTaken();
    boolean may = untaken.mayCome(share) && (begun || untaken.mayBegin());
    begun = true;
    if (!isCutOff && !may) {
      isCutOff = true;
      counters.increment(Counter.PEERS_OVERFLOWED);
    }
    return !isCutOff;
  }

  private void forgetWhatWasTaken() {
    int emptied = untaken.emptied();
    if (emptied != seenEmptied) {
      seenEmptied = emptied;
      share = 0;
    }
  }

  private void onWhole(int bytes) {
    if (!maybeHeartbeat(bytes)) {
      share += untaken.came(bytes);
    }
  }

  private boolean maybeHeartbeat(int bytes) {
    long now = nanoClock.getAsLong();
    boolean maybe = bytes <= MAX_HEARTBEAT_BYTES && now - lastHeartbeat >= HEARTBEAT_NANOS;
    lastHeartbeat = maybe ? now : lastHeartbeat;
    return maybe;
  }

  private final class Frame extends Msg {
    private boolean whole;

    Frame(int size) {
      super(size);
    }

    @Override
    public void transfer(ByteBuffer to, int offset, int length) { // to be decrypted
      if (!whole) {
        whole = true;
        onWhole(size());
      }
      super.transfer(to, offset, length);
    }
  }
}
