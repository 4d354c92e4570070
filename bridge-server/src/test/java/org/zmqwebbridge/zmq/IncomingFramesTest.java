package org.zmqwebbridge.zmq;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zmq.Msg;

class IncomingFramesTest {
  private static final int LIMIT = 1000;

  private final IncomingFrames frames = new IncomingFrames(LIMIT);

  private Msg frame(int size, int flags) {
    Msg frame = frames.allocate(size);
    frame.setFlags(flags);
    return frame;
  }

  private static boolean isDropped(Msg frame) {
    return frame instanceof IncomingFrames.Surplus && frame.isCommand();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, LIMIT + 1})
  void whatIsNoLengthIsTakenForNothing(int announced) {
    assertEquals(0, frames.allocate(announced).size());
  }

  @Test
  void framesAreAsLongAsTheyAnnounce() {
    assertEquals(0, frame(0, 0).size());
    assertEquals(LIMIT, frame(LIMIT, 0).size());
  }

  @Test
  void ofAMessageThatIsTooLargeTheRestIsDroppedButForItsEnd() {
    assertFalse(isDropped(frame(LIMIT, Msg.MORE)));
    assertTrue(isDropped(frame(1, Msg.MORE)));
    assertTrue(isDropped(frame(1, Msg.MORE)));
    Msg end = frame(0, 0);
    assertTrue(end instanceof IncomingFrames.Surplus);
    assertFalse(end.isCommand(), "whoever receives it must see the end");
    assertFalse(frame(LIMIT, 0) instanceof IncomingFrames.Surplus, "the next message");
  }

  @Test
  void ofTooManyFramesTheRestIsDroppedToo() {
    for (int i = 0; i < IncomingFrames.MAX_FRAMES; i++) {
      assertFalse(isDropped(frame(0, Msg.MORE)));
    }
    assertTrue(isDropped(frame(0, Msg.MORE)));
  }

  @Test
  void messagesAreCountedByThemselves() {
    for (int i = 0; i < 3 * IncomingFrames.MAX_FRAMES; i++) {
      assertFalse(frame(LIMIT, 0) instanceof IncomingFrames.Surplus);
    }
  }

  @Test
  void commandsBetweenFramesDoNotEndTheMessage() {
    frame(LIMIT, Msg.MORE);
    frame(0, Msg.COMMAND);
    assertTrue(isDropped(frame(1, Msg.MORE)));
  }

  /** ZMTP 1 sets no flags on a last frame. */
  @Test
  void aFrameWithoutFlagsEndsItsMessage() {
    frame(LIMIT, Msg.MORE);
    frames.allocate(0);
    assertFalse(frames.allocate(LIMIT) instanceof IncomingFrames.Surplus);
  }
}
