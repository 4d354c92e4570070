package org.zmqwebbridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LogStreamTest {
  private static final int LINES = 200_000;
  private static final long ENOUGH_MILLIS = 50_000;

  private final CountDownLatch read = new CountDownLatch(1);
  private final ByteArrayOutputStream taken = new ByteArrayOutputStream();

  /** A pipe that nobody reads, until somebody does. */
  private final OutputStream stalled =
      new OutputStream() {
        @Override
        public void write(int b) throws IOException {
          write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
          try {
            read.await();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
          taken.write(bytes, offset, length);
        }
      };

  private static byte[] notice(long lines) {
    return (lines + " lines were dropped\n").getBytes(UTF_8);
  }

  @Test
  void aReaderThatNeverReadsStopsNobodyAndIsToldWhatItMissed() {
    LogStream stream = LogStream.start(stalled, "test-log", LogStreamTest::notice);
    PrintStream out = stream.printStream();
    for (int i = 0; i < LINES; i++) {
      out.println("line " + i);
    }
    long dropped = stream.droppedLines();
    assertTrue(dropped > 0, "nothing was dropped");
    assertFalse(stream.drain(1), "a stalled stream cannot be drained");
    read.countDown();
    assertTrue(stream.drain(ENOUGH_MILLIS));
    out.println("after");
    assertTrue(stream.drain(ENOUGH_MILLIS));
    String[] lines = taken.toString(UTF_8).split("\n", -1);
    assertEquals(LINES - dropped + 3, lines.length); // the rest, the notice, "after", and the end
    assertEquals("line 0", lines[0]);
    assertTrue(lines[lines.length - 3].equals(dropped + " lines were dropped"));
    assertEquals("after", lines[lines.length - 2]);
  }

  @Test
  void aTargetThatHasGoneLosesLinesAndNothingElse() {
    OutputStream gone =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("broken pipe");
          }
        };
    LogStream stream = LogStream.start(gone, "test-log", LogStreamTest::notice);
    stream.printStream().println("unheard");
    assertTrue(stream.drain(ENOUGH_MILLIS));
    assertEquals(1, stream.droppedLines());
  }
}
