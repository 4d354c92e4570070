package org.zmqwebbridge.edge.websocket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.eclipse.jetty.util.BufferUtil;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmqwebbridge.edge.DeflateSettings;
import org.zmqwebbridge.edge.OutgoingMessage;
import org.zmqwebbridge.flow.BudgetShare;
import org.zmqwebbridge.flow.ByteBudget;
import org.zmqwebbridge.kit.Frames;

/**
 * Any bytes inflate into a message within its limit, or are refused; and what we compress inflates.
 */
class InflationFuzzTest {
  private static final int MAX_BYTES = 300_000;

  private final ByteBudget budget = new ByteBudget(1 << 20);
  private final BudgetShare share = new BudgetShare(budget);

  static Stream<byte[]> messages() {
    return Stream.of(
        Frames.hex("f248cdc9c90700"),
        Frames.hex("000500faff48656c6c6f00"),
        Frames.hex("f348cdc9c9070000"),
        Frames.hex("f24805000000ffffcac9c90700"),
        Frames.hex("00"),
        Frames.deflated(new byte[MAX_BYTES]),
        Frames.deflated(new byte[MAX_BYTES + 1]));
  }

  @MethodSource("messages")
  @FuzzTest
  void anyBytes(byte[] bytes) {
    try (Inflation inflation = new Inflation()) {
      ByteBuffer message = inflation.inflate(ByteBuffer.wrap(bytes), MAX_BYTES, share, 0);
      assertTrue(message.remaining() <= MAX_BYTES);
    } catch (FrameException refused) {
      assertTrue(refused.getMessage().contains("compressed message"), refused.getMessage());
    }
    share.release();
    assertEquals(0, budget.taken());
  }

  @FuzzTest
  void whatIsCompressed(byte[] bytes) throws FrameException {
    byte[] beginning = bytes.length == 0 ? new byte[0] : new byte[] {bytes[0]};
    try (Inflation inflation = new Inflation();
        Deflation deflation = new Deflation(new DeflateSettings(0, 1 + bytes.length % 9))) {
      ByteBuffer frame = ByteBuffer.wrap(deflation.frame(OutgoingMessage.text(beginning, bytes)));
      boolean compressed =
          (frame.get() & 0xff) == (ServerFrameHeader.TEXT | ServerFrameHeader.DEFLATED);
      int small = frame.get();
      frame.position(small < 126 ? 2 : small == 126 ? 4 : 10);
      ByteBuffer message =
          compressed ? inflation.inflate(frame.slice(), MAX_BYTES, share, 0) : frame;
      assertArrayEquals(Frames.join(beginning, bytes), BufferUtil.toArray(message));
    }
    share.release();
  }
}
