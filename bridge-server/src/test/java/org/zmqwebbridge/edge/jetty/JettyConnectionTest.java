package org.zmqwebbridge.edge.jetty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.edge.TextBlock;
import org.zmqwebbridge.edge.TextMessage;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/** One connection, step by step, on a transport that takes a few bytes at a time. */
class JettyConnectionTest {
  private static final EdgeLimits LIMITS =
      new EdgeLimits(100_000, 16, 16, 16, 1000, 10, 1000, 25_000, 8_000, 10_000);
  private static final InetSocketAddress ADDRESS =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
  private static final byte[] LABEL = {'i', 'd'};

  private final Counters counters = new Counters();
  private EchoDialect dialect = new EchoDialect();
  private NarrowEndPoint endPoint;
  private ConnectionRegistry registry;
  private JettyConnection connection;

  private void prepare(int width) {
    registry = new ConnectionRegistry(dialect, LIMITS, Runnable::run, counters);
    assertTrue(registry.tryEnter(ADDRESS.getAddress()));
    endPoint = new NarrowEndPoint(width);
    Handshake handshake = new Handshake.Builder().build("/data", "", ADDRESS, false);
    connection = registry.create(handshake, endPoint);
  }

  private void open(int width) {
    prepare(width);
    endPoint.setConnection(connection);
    connection.onOpen();
  }

  private void reply(String text) {
    connection.send(new TextMessage(false, Masked.utf8(text)));
  }

  private static TextBlock block(TextBlock block, String... texts) {
    block.reset(LABEL.length);
    for (String text : texts) {
      block.add(new byte[0], Masked.utf8(text));
    }
    return block;
  }

  private static long after(long millis) {
    return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
  }

  @AfterEach
  void theEndIsHeardOnceAndThePlaceGivenBack() {
    if (endPoint.isOpen()) {
      endPoint.close();
    }
    endPoint.runElsewhere();

    assertEquals(0, dialect.alive());
    assertEquals(List.of(), List.copyOf(dialect.wrongs()));
    assertEquals(0, registry.size());
    assertEquals(
        counters.value(Counter.CONNECTIONS_OPENED), counters.value(Counter.CONNECTIONS_CLOSED));
  }

  // Closing

  // The handler's last word

  // Reading is paused

  // The sweeper

  // Blocks

  @Test
  void aBlockThatIsTakenButNotSentLeavesNothingBehind() {
    open(100_000);
    TextBlock block = new TextBlock();
    connection.send(block(block, "one", "two", "three", "four", "five"), LABEL);
    endPoint.holdBack(true);
    connection.send(block(block, "1", "2"), LABEL);
    connection.send(block(block, "3"), LABEL);
    reply("4");
    endPoint.holdBack(false);
    assertEquals(
        List.of(
            "text idone",
            "text idtwo",
            "text idthree",
            "text idfour",
            "text idfive",
            "text id1",
            "text id2",
            "text id3",
            "text 4"),
        endPoint.readFrames());
  }

  @Test
  void aFullBlockThatIsTakenButNotSentLeavesNothingBehind() {
    open(100_000);
    endPoint.holdBack(true);
    String[] full = new String[64];
    Arrays.fill(full, "x");
    connection.send(block(new TextBlock(), full), LABEL);
    endPoint.holdBack(false);
    assertEquals(64, endPoint.readFrames().size());
  }

  @Test
  void aBlockThatIsCutAnywhereIsWrittenWhole() {
    for (int width = 1; width < 24; width++) {
      open(width);
      connection.send(block(new TextBlock(), "first", "second", "third"), LABEL);
      reply("reply");
      assertEquals(
          List.of("text idfirst", "text idsecond", "text idthird", "text reply"),
          endPoint.readFrames(),
          "width " + width);
      assertEquals(0, counters.value(Counter.DELIVERIES_DROPPED));
      theEndIsHeardOnceAndThePlaceGivenBack();
    }
  }

  @Test
  void aBlockForWhichThereIsNoRoomLosesItsOldestWhole() {
    open(4);
    reply("begun");
    String[] twenty = new String[20];
    for (int i = 0; i < 20; i++) {
      twenty[i] = "no " + i;
    }
    connection.send(block(new TextBlock(), twenty), LABEL);
    List<String> frames = endPoint.readFrames();
    assertEquals("text begun", frames.get(0));
    assertEquals(20 - counters.value(Counter.DELIVERIES_DROPPED), frames.size() - 1);
    assertEquals("text idno 19", frames.get(frames.size() - 1));
    assertEquals(10, frames.size() - 1);
  }
}
