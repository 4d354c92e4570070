package org.zmqwebbridge.edge.outgoing;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.zmqwebbridge.edge.EncodedPublication;
import org.zmqwebbridge.edge.SharedTail;
import org.zmqwebbridge.flow.ByteBudget;

/**
 * One whose bytes are the same for every receiver.
 *
 * @param headBytes how many of them are not in its tail, if it has one
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ReadyPublication(byte[] all, int headBytes) implements EncodedPublication {
  /** One without a tail. */
  ReadyPublication(byte[] all) {
    this(all, all.length);
  }

  /** What is not in its head, held once; {@code null}: nothing. */
  SharedTail tail(ByteBudget budget) {
    int length = all.length - headBytes;
    if (length == 0) {
      return null;
    }
    ByteBuffer bytes = ByteBuffer.allocateDirect(length);
    SharedTail tail = new SharedTail(bytes.put(0, all, headBytes, length), budget);
    return tail.tryHold() ? tail : null;
  }

  @Override
  public int length(byte[] label) {
    return all.length;
  }

  @Override
  public byte[] bytes(byte[] label) {
    return all;
  }

  @Override
  public byte[] head(byte[] label) {
    return Arrays.copyOf(all, headBytes);
  }
}
