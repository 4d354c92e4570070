package org.zmqwebbridge.edge.jetty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.kit.Frames;
import org.zmqwebbridge.kit.ServerFrame;
import org.zmqwebbridge.observe.Counter;

/** Frames that mean nothing, in masses: they cost the one that sends them, and others little. */
class FloodTest {
  private static final int MANY = 20_000;

  /** Many frames one after the other, each with its number. */
  private static byte[] flood(int firstByte) {
    byte[] one = Frames.masked(firstByte, new byte[4]);
    byte[] all = new byte[MANY * one.length];
    for (int i = 0; i < MANY; i++) {
      byte[] frame = Frames.masked(firstByte, number(i));
      System.arraycopy(frame, 0, all, i * one.length, one.length);
    }
    return all;
  }

  private static byte[] number(int number) {
    return ByteBuffer.allocate(4).putInt(number).array();
  }

  @ParameterizedTest(name = "tls={0}")
  @ValueSource(booleans = {false, true})
  void aFloodOfPingsIsAnsweredInOrderByFewPongsOfWhichTheLastIsThatOfTheLast(boolean tls) {
    try (TestEdge edge = new TestEdge(tls, TestEdge.PATIENT);
        RawClient other = RawClient.open(edge, tls);
        RawClient client = RawClient.open(edge, tls)) {
      Thread writer = new Thread(() -> client.write(flood(Frames.PING), Frames.text("done")));
      writer.start();
      int pongs = 0;
      int last = -1;
      ServerFrame frame = client.read();
      for (; frame.opcode() == ServerFrame.PONG; frame = client.read()) {
        int number = ByteBuffer.wrap(frame.payload()).getInt();
        assertTrue(number > last, number + " after " + last);
        last = number;
        pongs++;
        if (pongs == 1) {
          other.write(Frames.text("others")).expectText("others");
        }
      }
      assertEquals("done", frame.text());
      // The text has overtaken no pong: the last one may still come.
      if (last < MANY - 1) {
        client.expectPong(number(MANY - 1));
      }
      long joined = edge.count(Counter.PINGS_JOINED);
      assertTrue(joined > 0 && pongs < MANY, pongs + " pongs, " + joined + " joined");
    }
  }

  @ParameterizedTest(name = "tls={0}")
  @ValueSource(booleans = {false, true})
  void aFloodOfPongsOrOfEmptyFragmentsAnswersNothingAndKeepsNobodyWaiting(boolean tls) {
    try (TestEdge edge = new TestEdge(tls, TestEdge.PATIENT);
        RawClient other = RawClient.open(edge, tls)) {
      RawClient client = RawClient.open(edge, tls);
      client.write(flood(Frames.PONG), Frames.text("heard"));
      other.write(Frames.text("others")).expectText("others");
      client.expectText("heard");
      byte[][] empty = new byte[2000][];
      Arrays.fill(empty, Frames.masked(Frames.CONTINUATION, new byte[0]));
      client.writeIfHeard(Frames.masked(Frames.TEXT, new byte[0]), Frames.join(empty));
      client.expectClosed(1009);
      other.write(Frames.text("again")).expectText("again");
      assertEquals(1, edge.count(Counter.MESSAGES_TOO_BIG));
    }
  }
}
