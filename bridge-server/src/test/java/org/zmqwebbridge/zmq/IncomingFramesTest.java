package org.zmqwebbridge.zmq;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  /** The table is also that of {@code FrameGuardTest}: the guard of all other sockets. */
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "999, 999",
    "1000, 1000",
    "1001, 0",
    "1048576, 0",
    "2147483647, 0",
    "-1, 0",
    "-1000, 0",
    "-2147483648, 0",
  })
  void whatIsNoSizeIsTakenForNothing(int announced, int made) {
    assertEquals(made, frames.allocate(announced).size());
  }

  @Test
  void ofAMessageThatIsTooLargeTheRestIsDroppedButForItsEnd() {
    assertFalse(isDropped(frame(LIMIT, Msg.MORE)));
    assertTrue(isDropped(frame(1, Msg.MORE)));
    assertTrue(isDropped(frame(1, Msg.MORE)));
    Msg end = frame(0, 0);
    assertTrue(end instanceof IncomingFrames.Surplus);
    assertFalse(end.isCommand(), "anyone who receives it must see the end");
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

  @Test
  void whereItIsAskedForTheBeginOfWhatIsTooLargeEndsItsMessageAndNothingFollows() {
    IncomingFrames cutting = new IncomingFrames(LIMIT, 10);
    assertEquals(LIMIT, cutting.allocate(LIMIT).size());
    Msg cut = cutting.allocate(LIMIT + 1);
    cut.setFlags(Msg.MORE);
    assertTrue(cut instanceof IncomingFrames.Cut);
    assertEquals(10, cut.size());
    assertFalse(cut.hasMore());
    assertFalse(cut.isCommand());
    assertTrue(cutting.allocate(1).isCommand(), "its rest may look like a frame");
    assertEquals(0, cutting.allocate(Integer.MAX_VALUE).size());
  }

  @Test
  void framesThatAreTooLargeTogetherAreCutToo() {
    IncomingFrames cutting = new IncomingFrames(LIMIT, 10);
    cutting.allocate(LIMIT).setFlags(Msg.MORE);
    assertEquals(1, cutting.allocate(1).size());
    assertTrue(cutting.allocate(1).isCommand());
  }
}
