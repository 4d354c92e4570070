package org.zmqwebbridge.zmq;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;
import zmq.Msg;

class EncryptedFramesTest {
  private static final int FRAME = 1000;
  private static final int COST = FRAME + 95;
  private static final long LIMIT = 3 * COST;

  private final Counters counters = new Counters();
  private final Untaken untaken = new Untaken(LIMIT, 2);
  private long now;

  private EncryptedFrames connection() {
    return new EncryptedFrames(FRAME, untaken, () -> now, counters);
  }

  /** A frame comes and is decrypted; whether it was whole. */
  private static boolean receive(EncryptedFrames connection, int bytes) {
    Msg frame = connection.allocate(bytes);
    if (frame.size() != bytes) {
      return false;
    }
    frame.transfer(ByteBuffer.allocate(8), 8, 8);
    frame.transfer(ByteBuffer.allocate(bytes), 16, bytes - 16);
    return true;
  }

  private static int frames(EncryptedFrames connection) {
    int frames = 0;
    while (receive(connection, FRAME)) {
      frames++;
    }
    return frames;
  }

  private long cutOff() {
    return counters.value(Counter.PEERS_OVERFLOWED);
  }

  private void take(int frames) {
    untaken.beginTurn();
    for (int i = 0; i < frames; i++) {
      untaken.onTaken(FRAME - CurveClient.MESSAGE_OVERHEAD_BYTES);
    }
  }

  @Test
  void whoHasMoreWaitingIsCutOffOnce() {
    EncryptedFrames connection = connection();
    assertEquals(4, frames(connection), "the last is above");
    assertEquals(1, cutOff());
    take(4);
    untaken.onEmptied();
    assertEquals(0, frames(connection), "it does not begin again in the middle");
    assertEquals(1, cutOff());
  }

  @Test
  void whatIsTakenMakesRoom() {
    EncryptedFrames connection = connection();
    for (int i = 0; i < 100; i++) {
      assertEquals(true, receive(connection, FRAME));
      take(1);
    }
    assertEquals(0, cutOff());
  }

  @Test
  void whatWentNowhereMakesRoomWhenNothingWaits() {
    EncryptedFrames connection = connection();
    for (int i = 0; i < 100; i++) {
      assertEquals(true, receive(connection, FRAME));
      take(0);
      untaken.onEmptied();
    }
    assertEquals(0, cutOff());
  }

  @Test
  void whoSendsLittleStaysWhenAnotherIsCutOff() {
    EncryptedFrames quiet = connection();
    assertEquals(true, receive(quiet, FRAME));
    assertEquals(4, frames(connection()));
    assertEquals(4, frames(connection()));
    assertEquals(0, frames(connection()), "as much waits as of all");
    assertEquals(true, receive(quiet, FRAME));
    assertEquals(3, cutOff());
  }

  @Test
  void whereAsMuchWaitsAsOfAllNoOtherBegins() {
    int frames = 0;
    for (int i = 0; i < 100; i++) {
      frames += frames(connection());
    }
    assertEquals(8, frames, "the last of each is above");
    assertEquals(100, cutOff());
  }

  @Test
  void heartbeatsAreNotCountedUnlessTheyAreMany() {
    EncryptedFrames connection = connection();
    for (int i = 0; i < 1000; i++) {
      assertEquals(true, receive(connection, 56));
      now += TimeUnit.MILLISECONDS.toNanos(250);
    }
    assertEquals(0, cutOff());
    int inNoTime = 0;
    while (receive(connection, 56)) {
      inNoTime++;
    }
    assertEquals(1 + 1 + LIMIT / (56 + 95), inNoTime);
  }

  @Test
  void aFrameThatIsTooLongOrHasNoLengthIsEmpty() {
    EncryptedFrames connection = connection();
    assertEquals(0, connection.allocate(FRAME + 1).size());
    assertEquals(0, connection.allocate(-1).size());
  }
}
