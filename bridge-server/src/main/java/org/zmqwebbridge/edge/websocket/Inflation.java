package org.zmqwebbridge.edge.websocket;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.zmqwebbridge.flow.BudgetShare;

/**
 * Inflates messages (RFC 7692, section 7.2.2), each by itself, and never into more than a message
 * may have: what would be larger is noticed when it is, and not when it is done.
 *
 * <p>Owner thread: none; who inflates borrows an {@link Inflater}. Lifetime: until {@link #close},
 * which frees their memory outside the heap.
 */
public final class Inflation implements AutoCloseable {
  private static final int OUTPUT_BYTES = 64 * 1024;
  private static final int WINDOW_BYTES = 32 * 1024;

  /** Each costs a new window; nobody needs more than one. */
  private static final int MAX_FINAL_BLOCKS = 16;

  /**
   * What the sender took away, and an empty last block: only what ends where a message may end is
   * finished with it.
   */
  private static final byte[] TAIL = {0, 0, (byte) 0xff, (byte) 0xff, 3, 0};

  private static final ThreadLocal<byte[]> OUTPUT =
      ThreadLocal.withInitial(() -> new byte[OUTPUT_BYTES]);

  private final NativePool<Inflater> inflaters =
      new NativePool<>(() -> new Inflater(true), Inflater::end);

  /**
   * Inflates a whole message.
   *
   * @param message with an accessible array
   * @param maxBytes what a message may have
   * @param share what it takes beyond a little is held here; the caller releases it
   * @param held what the caller holds already
   * @return valid until this thread inflates the next one
   * @throws FrameException if it becomes larger, finds no room, or is no compressed message
   */
  ByteBuffer inflate(ByteBuffer message, int maxBytes, BudgetShare share, int held)
      throws FrameException {
    Inflater inflater = inflaters.take();
    try {
      return new Run(inflater, maxBytes, share, held).all(message);
    } catch (DataFormatException noDeflate) {
      throw FrameException.malformedDeflate();
    } finally {
      inflater.reset();
      inflaters.giveBack(inflater);
    }
  }

  /** One message on its way. */
  private static final class Run {
    private final Inflater inflater;
    private final int maxBytes;
    private final BudgetShare share;
    private final int held;
    private byte[] output = OUTPUT.get();
    private int length;
    private int finalBlocks;

    Run(Inflater inflater, int maxBytes, BudgetShare share, int held) {
      this.inflater = inflater;
      this.maxBytes = maxBytes;
      this.share = share;
      this.held = held;
    }

    ByteBuffer all(ByteBuffer message) throws FrameException, DataFormatException {
      byte[] bytes = message.array();
      int start = message.arrayOffset() + message.position();
      pass(bytes, start, start + message.remaining());
      if (!pass(TAIL, 0, TAIL.length)) {
        throw new DataFormatException("it ends inside a block");
      }
      return ByteBuffer.wrap(output, 0, length);
    }

    /** Inflates all of these bytes; returns whether the last of them ends a last block. */
    private boolean pass(byte[] bytes, int start, int end)
        throws FrameException, DataFormatException {
      inflater.setInput(bytes, start, end - start);
      while (true) {
        int count = inflater.inflate(output, length, output.length - length);
        length += count;
        if (length > maxBytes) {
          throw FrameException.deflateBomb();
        }
        if (inflater.finished()) {
          int left = inflater.getRemaining();
          if (left == 0 && bytes == TAIL) {
            return true;
          }
          startAgain();
          inflater.setInput(bytes, end - left, left);
        } else if (length == output.length) {
          grow();
        } else if (count == 0) {
          if (!inflater.needsInput()) {
            throw new DataFormatException("it needs a dictionary");
          }
          return false;
        }
      }
    }

    /** After a last block others may follow, which still refer to what came before it. */
    private void startAgain() throws DataFormatException {
      if (++finalBlocks > MAX_FINAL_BLOCKS) {
        throw new DataFormatException("too many last blocks");
      }
      inflater.reset();
      int window = Math.min(length, WINDOW_BYTES);
      inflater.setDictionary(output, length - window, window);
    }

    /** One byte more than is allowed, so that it can be seen. */
    private void grow() throws FrameException {
      int capacity = (int) Math.min(maxBytes + 1L, 2L * output.length);
      if (!share.tryHold((long) held + capacity)) {
        throw FrameException.overloaded();
      }
      output = Arrays.copyOf(output, capacity);
    }
  }

  @Override
  public void close() {
    inflaters.close();
  }
}
