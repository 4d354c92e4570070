package org.zmqwebbridge.edge.jetty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmqwebbridge.edge.Batch;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.CloseStatus;
import org.zmqwebbridge.edge.Connection;
import org.zmqwebbridge.edge.ConnectionHandler;
import org.zmqwebbridge.edge.EdgeLimits;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.edge.MessageType;
import org.zmqwebbridge.edge.OutgoingMessage;
import org.zmqwebbridge.edge.Receiver;
import org.zmqwebbridge.edge.outgoing.Outbox;
import org.zmqwebbridge.edge.websocket.CloseFrames;
import org.zmqwebbridge.edge.websocket.FrameEncoding;
import org.zmqwebbridge.edge.websocket.ServerFrameHeader;
import org.zmqwebbridge.flow.SlowReaderPolicy;
import org.zmqwebbridge.flow.SlowReaders;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.Frames;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/** One connection, step by step, on a transport that takes a few bytes at a time. */
class JettyConnectionTest {
  private static final EdgeLimits LIMITS = withWriteMillis(10_000);
  private static final InetSocketAddress ADDRESS =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
  private static final Receiver READER = new Receiver(new byte[] {'i', 'd'});

  private static final EdgeLimits LONG_WRITES = withWriteMillis(60_000);

  private static EdgeLimits withWriteMillis(long writeMillis) {
    return TestEdge.limits(
        TestEdge.PATIENT
            .connection()
            .withMaxMessageBytes(100_000)
            .withMaxFragments(16)
            .withMaxQueuedBytes(1000)
            .withMaxQueuedMessages(10)
            .withMaxQueuedBytesInAll(1 << 20)
            .withMaxIncomingBytesInAll(1 << 20)
            .withPingMillis(25_000)
            .withPongMillis(8_000)
            .withWriteMillis(writeMillis));
  }

  private final Counters counters = new Counters();
  private EdgeLimits limits = LIMITS;
  private EchoDialect dialect = new EchoDialect();
  private NarrowEndPoint endPoint;
  private ConnectionRegistry registry;
  private JettyConnection connection;

  private void prepare(int width) {
    registry = new ConnectionRegistry(limits.connection(), Runnable::run, counters);
    endPoint = new NarrowEndPoint(width);
    Handshake handshake = new Handshake.Builder().build("/data", "", ADDRESS, false);
    connection = registry.create(handshake, dialect::onOpen, endPoint, Optional.empty());
  }

  private void open(int width) {
    prepare(width);
    endPoint.setConnection(connection);
    connection.onOpen();
  }

  private void reply(String text) {
    connection.send(OutgoingMessage.text(Frames.utf8(text)));
  }

  private static Batch block(Batch block, String... texts) {
    block.reset(READER.label().length);
    for (String text : texts) {
      block.add(MessageType.TEXT, new byte[0], Frames.utf8(text));
    }
    return block;
  }

  /** The sweeper comes so long after a moment. */
  private void sweep(long nanos, long millisLater) {
    connection.sweep(nanos + TimeUnit.MILLISECONDS.toNanos(millisLater));
  }

  @AfterEach
  void theEndIsHeardOnceAndThePlaceGivenBack() {
    if (endPoint.isOpen()) {
      endPoint.close();
    }
    endPoint.runElsewhere();
    connection.onClose((Throwable) null); // once more must not matter
    assertEquals(0, dialect.alive());
    assertEquals(List.of(), List.copyOf(dialect.wrongs()));
    assertEquals(0, registry.openConnections());
    assertEquals(0, registry.outgoing().taken());
    assertEquals(0, registry.incoming().taken());
    assertEquals(
        counters.value(Counter.CONNECTIONS_OPENED), counters.value(Counter.CONNECTIONS_CLOSED));
  }

  // Closing

  @Test
  void itsLifetimeEndsWith1012AndIsCounted() {
    limits = LIMITS.with(LIMITS.connection().withPingMillis(100_000).withLifetimeMillis(20_000));
    long before = System.nanoTime();
    open(1000);
    sweep(before, 14_999);
    assertEquals(List.of(), endPoint.readFrames());
    sweep(System.nanoTime(), 20_000);
    assertEquals(List.of("close 1012"), endPoint.readFrames());
    assertEquals(1, counters.value(Counter.LIFETIMES_OVER));
    sweep(System.nanoTime(), 20_001);
    assertEquals(1, counters.value(Counter.LIFETIMES_OVER));
  }

  @Test
  void aCloseFrameThatHasToWaitIsWrittenWholeAndThenTheStreamEnds() {
    open(8);
    reply("a long reply that blocks");
    connection.close(CloseReason.SHUTDOWN);
    assertFalse(endPoint.isOutputShutdown());
    assertEquals(List.of("text a long reply that blocks", "close 1012"), endPoint.readFrames());
    assertFalse(endPoint.isOutputShutdown(), "the client has not answered");
    endPoint.receive(Frames.close(1012, ""));
    assertTrue(endPoint.isOutputShutdown());
    assertTrue(endPoint.isOpen(), "until the client's half has ended");
    endPoint.addInputEOF();
    endPoint.runElsewhere();
    assertFalse(endPoint.isOpen());
    assertEquals(0, counters.value(Counter.CLOSES_UNANSWERED));
  }

  @Test
  void aCloseThatIsNotAnsweredEndsTheStreamAtItsDeadline() {
    open(1000);
    long before = System.nanoTime();
    connection.close(CloseReason.SHUTDOWN);
    assertEquals(List.of("close 1012"), endPoint.readFrames());
    sweep(before, 999);
    assertFalse(endPoint.isOutputShutdown());
    sweep(System.nanoTime(), 1_000);
    assertTrue(endPoint.isOutputShutdown());
    assertTrue(endPoint.isOpen());
    sweep(System.nanoTime(), 2_000);
    assertFalse(endPoint.isOpen());
    assertEquals(1, counters.value(Counter.CLOSES_UNANSWERED));
  }

  @Test
  void nothingThatComesWhileACloseIsAnsweredIsHandled() {
    open(1000);
    connection.close(CloseReason.REVOKED);
    assertEquals(1, registry.openConnections(), "it still counts");
    endPoint.receive(Frames.text("late"), Frames.ping("there?"));
    reply("later still");
    publish(SlowReaderPolicy.OLDEST, "and later");
    endPoint.receive(Frames.close(3003, ""));
    assertEquals(List.of("close 3003"), endPoint.readFrames());
    assertTrue(endPoint.isOutputShutdown());
    assertEquals(0, counters.value(Counter.MESSAGES_IN));
  }

  @Test
  void whatBreaksTheProtocolWhileACloseIsAnsweredEndsTheStreamAtOnce() {
    open(1000);
    connection.close(CloseReason.SHUTDOWN);
    endPoint.receive(Frames.masked(0xf1, new byte[3]));
    assertEquals(List.of("close 1012"), endPoint.readFrames());
    assertTrue(endPoint.isOutputShutdown());
    assertEquals(0, counters.value(Counter.PROTOCOL_ERRORS));
  }

  @Test
  void whatBreaksTheProtocolIsNotWaitedFor() {
    open(1000);
    endPoint.receive(Frames.masked(0xf1, new byte[3]));
    assertEquals(List.of("close 1002"), endPoint.readFrames());
    assertTrue(endPoint.isOutputShutdown());
  }

  @Test
  void theClientsCloseDoesNotTakeOursAway() {
    open(8);
    reply("a long reply that blocks");
    connection.close(CloseReason.SHUTDOWN);
    endPoint.receive(Frames.close(1000, ""));
    assertEquals(List.of("text a long reply that blocks", "close 1012"), endPoint.readFrames());
    assertTrue(endPoint.isOutputShutdown());
  }

  @Test
  void theClientsCloseOvertakesWhatHasNotBegun() {
    open(8);
    reply("begun, and so written whole");
    reply("moot");
    endPoint.receive(Frames.close(1001, "bye"));
    assertEquals(List.of("text begun, and so written whole", "close 1001"), endPoint.readFrames());
    assertTrue(endPoint.isOutputShutdown());
  }

  @Test
  void aSecondCloseOfTheClientChangesNothing() {
    open(8);
    reply("a long reply that blocks");
    endPoint.receive(Frames.close(1000, ""), Frames.close(1001, ""), Frames.text("late"));
    endPoint.receive(Frames.close(1002, ""));
    assertEquals(List.of("text a long reply that blocks", "close 1000"), endPoint.readFrames());
    assertTrue(endPoint.isOutputShutdown());
    assertEquals(0, counters.value(Counter.MESSAGES_IN));
  }

  @Test
  void repliesAloneThatFillTheQueueCloseItBehindTheBegunOne() {
    open(8);
    reply("the first, begun");
    reply("x".repeat(990));
    reply("y".repeat(990));
    assertEquals(List.of("text the first, begun", "close 1008"), endPoint.readFrames());
    assertEquals(1, counters.value(Counter.REPLIES_OVERFLOWED));
  }

  @Test
  void anOverflowDoesNotTakeAnotherClosesFrameAway() {
    open(8);
    reply("the first, begun");
    reply("x".repeat(990));
    connection.close(CloseReason.SHUTDOWN);
    reply("y".repeat(990));
    assertEquals(
        List.of("text the first, begun", "text " + "x".repeat(990), "close 1012"),
        endPoint.readFrames());
  }

  @Test
  void aCloseThatGetsStuckEndsTheTransport() {
    open(1);
    long before = System.nanoTime();
    connection.close(CloseReason.SHUTDOWN);
    sweep(before, 1_999);
    assertTrue(endPoint.isOpen());
    sweep(System.nanoTime(), 2_000);
    assertFalse(endPoint.isOpen());
  }

  @Test
  void aCloseThatRacesWithAReplyIsWrittenWhole() throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      for (int i = 0; i < 1_000; i++) {
        open(ServerFrameHeader.length(5) + 5 + 1); // a reply and one byte of the close frame
        CyclicBarrier start = new CyclicBarrier(2);
        Future<?> closed =
            other.submit(
                () -> {
                  start.await();
                  connection.close(CloseReason.SHUTDOWN);
                  return null;
                });
        start.await();
        reply("reply");
        closed.get();
        List<String> frames = endPoint.readFrames();
        assertEquals("close 1012", frames.get(frames.size() - 1));
        endPoint.receive(Frames.close(1012, ""));
        assertTrue(endPoint.isOutputShutdown());
        theEndIsHeardOnceAndThePlaceGivenBack();
      }
    } finally {
      other.shutdownNow();
    }
  }

  // The handler's last word

  @Test
  void anEndWhileTheHandlerIsCalledIsHeardAfterTheCall() {
    dialect =
        new EchoDialect() {
          @Override
          ConnectionHandler onOpen(Connection opened) {
            ConnectionHandler echo = super.onOpen(opened);
            return new ConnectionHandler() {
              @Override
              public void onText(ByteBuffer utf8) {
                echo.onText(utf8);
                connection.onClose((Throwable) null); // what another thread would do now
                assertEquals(1, alive(), "not told while it is called");
              }

              @Override
              public void onBinary(ByteBuffer payload) {
                echo.onBinary(payload);
              }

              @Override
              public void onClosed(CloseStatus status) {
                echo.onClosed(status);
              }
            };
          }
        };
    open(1000);
    endPoint.receive(Frames.text("last"), Frames.text("too late"));
    assertEquals(0, dialect.alive());
    assertEquals(1, counters.value(Counter.MESSAGES_IN));
  }

  @Test
  void anEndBeforeTheOpeningIsHeardAfterIt() {
    prepare(1000);
    endPoint.setConnection(connection);
    connection.onUpgradeTo(ByteBuffer.wrap(Frames.text("never read")));
    endPoint.close();
    endPoint.runElsewhere();
    assertEquals(0, dialect.alive());
    connection.onOpen();
    assertEquals(0, dialect.alive());
    assertEquals(0, registry.openConnections());
    assertEquals(0, counters.value(Counter.MESSAGES_IN));
  }

  @Test
  void anEndThatOnlyTheHttpConnectionHeardOfIsHeardAtTheOpening() {
    prepare(1000);
    endPoint.close(); // has no connection yet that could be told
    endPoint.runElsewhere();
    endPoint.setConnection(connection);
    connection.onOpen();
    endPoint.runElsewhere();
    assertEquals(0, dialect.alive());
    assertEquals(0, registry.openConnections());
  }

  @Test
  void aHandlerThatThrowsClosesWith1011AndIsStillToldOfTheEnd() {
    dialect =
        new EchoDialect() {
          @Override
          ConnectionHandler onOpen(Connection opened) {
            ConnectionHandler echo = super.onOpen(opened);
            return new ConnectionHandler() {
              @Override
              public void onText(ByteBuffer utf8) {
                throw new IllegalStateException("broken");
              }

              @Override
              public void onBinary(ByteBuffer payload) {}

              @Override
              public void onClosed(CloseStatus status) {
                echo.onClosed(status);
                throw new IllegalStateException("broken as well");
              }
            };
          }
        };
    open(1000);
    endPoint.receive(Frames.text("one"), Frames.text("two"));
    assertEquals(List.of("close 1011"), endPoint.readFrames());
    endPoint.addInputEOF();
    endPoint.runElsewhere();
    assertEquals(0, registry.openConnections());
  }

  // Reading is paused

  @Test
  void readingStopsWhileTheQueueIsHalfFullAndGoesOnWhenItIsEmpty() {
    open(8);
    reply("a long reply that blocks");
    reply("x".repeat(600));
    endPoint.receive(Frames.text("first"));
    assertEquals(1, counters.value(Counter.READS_PAUSED));
    assertFalse(endPoint.isFillInterested());
    endPoint.addInput(ByteBuffer.wrap(Frames.text("second")));
    assertEquals(1, counters.value(Counter.MESSAGES_IN));
    assertEquals(
        List.of("text a long reply that blocks", "text " + "x".repeat(600), "text first"),
        endPoint.readFrames());
    endPoint.runElsewhere();
    assertEquals(List.of("text second"), endPoint.readFrames());
    assertTrue(endPoint.isFillInterested());
  }

  @Test
  void oneTurnOfReadingStopsWhenTheQueueIsHalfFull() {
    open(8);
    reply("a long reply that blocks");
    byte[] filler = Frames.masked(0x8a, new byte[125]); // a pong: 131 bytes, no answer
    byte[][] frames = new byte[900][];
    for (int i = 0; i < frames.length; i++) {
      frames[i] = i % 100 == 0 ? Frames.text("x".repeat(150)) : filler;
    }
    endPoint.receive(frames); // four buffers full; the echoes of three would be too many
    assertEquals(0, counters.value(Counter.REPLIES_OVERFLOWED));
    assertEquals(1, counters.value(Counter.READS_PAUSED));
    List<String> read = new ArrayList<>(endPoint.readFrames());
    for (List<String> more = endPoint.readFrames(); !more.isEmpty(); more = endPoint.readFrames()) {
      read.addAll(more);
    }
    assertEquals(1 + 9, read.size());
  }

  @Test
  void aFullHandlerIsNotReadToUntilItSaysSo() {
    FillingDialect filling = new FillingDialect(1);
    dialect = filling;
    open(1000);
    endPoint.receive(Frames.text("first"), Frames.text("read together with the first"));
    assertEquals(2, filling.heard());
    assertEquals(1, counters.value(Counter.READS_PAUSED));
    endPoint.receive(Frames.text("third"));
    connection.readOn();
    endPoint.runElsewhere();
    assertEquals(2, filling.heard(), "it is still full");
    filling.empty();
    endPoint.runElsewhere();
    assertEquals(2, filling.heard(), "it has not said that it is not");
    connection.readOn();
    connection.readOn();
    endPoint.runElsewhere();
    assertEquals(3, filling.heard());
    assertEquals(2, counters.value(Counter.READS_PAUSED));
  }

  @Test
  void fullnessThatEndsWhileReadingIsBeingPausedIsNotMissed() {
    dialect =
        new EchoDialect() {
          @Override
          ConnectionHandler onOpen(Connection opened) {
            ConnectionHandler echo = super.onOpen(opened);
            return new ConnectionHandler() {
              private boolean full;
              private int asked;

              @Override
              public void onText(ByteBuffer utf8) {
                full = true;
              }

              @Override
              public void onBinary(ByteBuffer payload) {}

              @Override
              public boolean isFull() {
                boolean now = full;
                if (full && ++asked == 2) { // when the turn is over; what another thread does now
                  full = false;
                  opened.readOn();
                }
                return now;
              }

              @Override
              public void onClosed(CloseStatus status) {
                echo.onClosed(status);
              }
            };
          }
        };
    open(1000);
    endPoint.receive(Frames.text("fills it"));
    assertEquals(1, counters.value(Counter.READS_PAUSED));
    assertTrue(endPoint.isFillInterested());
  }

  @Test
  void bothReasonsToWaitMustHaveEnded() {
    FillingDialect filling = new FillingDialect(1);
    dialect = filling;
    for (boolean fullFirst : new boolean[] {true, false}) {
      filling.empty();
      open(8);
      reply("a long reply that blocks");
      reply("x".repeat(600));
      endPoint.receive(Frames.text("first"));
      endPoint.addInput(ByteBuffer.wrap(Frames.text("second")));
      int heard = filling.heard();
      for (boolean full : new boolean[] {fullFirst, !fullFirst}) {
        assertEquals(heard, filling.heard());
        if (full) {
          filling.empty();
          connection.readOn();
          endPoint.runElsewhere();
        } else {
          assertEquals(2, endPoint.readFrames().size());
        }
      }
      assertEquals(heard + 1, filling.heard());
      theEndIsHeardOnceAndThePlaceGivenBack();
    }
  }

  @Test
  void aHandlerThatCannotSayWhetherItIsFullClosesWith1011() {
    dialect =
        new EchoDialect() {
          @Override
          ConnectionHandler onOpen(Connection opened) {
            ConnectionHandler echo = super.onOpen(opened);
            return new ConnectionHandler() {
              @Override
              public void onText(ByteBuffer utf8) {}

              @Override
              public void onBinary(ByteBuffer payload) {}

              @Override
              public boolean isFull() {
                throw new IllegalStateException("broken");
              }

              @Override
              public void onClosed(CloseStatus status) {
                echo.onClosed(status);
              }
            };
          }
        };
    open(1000);
    endPoint.runElsewhere();
    assertEquals(List.of("close 1011"), endPoint.readFrames());
  }

  @Test
  void aClientThatIsNotReadFromIsNotTakenForSilent() {
    limits = LONG_WRITES;
    open(8);
    reply("a long reply that blocks");
    long pinged = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(25_000);
    connection.sweep(pinged);
    reply("x".repeat(600));
    endPoint.receive(Frames.text("nothing is read after this"));
    assertEquals(1, counters.value(Counter.READS_PAUSED));
    sweep(pinged, 8_000);
    assertEquals(0, counters.value(Counter.PONGS_MISSED));
  }

  // The sweeper

  @Test
  void aPingGoesAheadOfDataButNotInsideAFrame() {
    limits = LONG_WRITES;
    long before = System.nanoTime();
    open(8);
    reply("a long reply that blocks");
    reply("one");
    reply("two");
    sweep(before, 24_999);
    sweep(before, 24_999);
    sweep(System.nanoTime(), 25_000);
    assertEquals(
        List.of("text a long reply that blocks", "ping", "text one", "text two"),
        endPoint.readFrames());
  }

  @Test
  void aSilentClientIsPingedAndThenThrownOut() {
    open(1000);
    long pinged = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(25_000);
    connection.sweep(pinged);
    assertEquals(List.of("ping"), endPoint.readFrames());
    sweep(pinged, 7_999);
    assertEquals(List.of(), endPoint.readFrames());
    sweep(pinged, 8_000);
    assertEquals(List.of("close 1008"), endPoint.readFrames());
    assertEquals(1, counters.value(Counter.PONGS_MISSED));
    sweep(System.nanoTime(), 2_000);
    assertFalse(endPoint.isOpen());
  }

  @Test
  void aWriteWithoutProgressEndsTheConnection() {
    open(8);
    long before = System.nanoTime();
    reply("a long reply that blocks");
    sweep(before, 9_999);
    assertTrue(endPoint.isOpen());
    sweep(System.nanoTime(), 10_000);
    assertFalse(endPoint.isOpen());
    assertEquals(1, counters.value(Counter.SLOW_READERS_CLOSED));
  }

  @Test
  void aLargeFrameThatIsTakenSlowlyIsProgress() {
    open(80_000);
    connection.send(
        block(new Batch(), "x".repeat(500_000)), READER, slowReaders(SlowReaderPolicy.OLDEST));
    long blocked = System.nanoTime();
    Await.await("time to pass", () -> System.nanoTime() - blocked > 4_000_000);
    endPoint.read();
    sweep(blocked, 10_002);
    assertTrue(endPoint.isOpen());
    assertEquals(0, counters.value(Counter.SLOW_READERS_CLOSED));
  }

  @Test
  void aTransportThatThrowsEndsItsConnectionAndNothingElse() {
    open(8);
    endPoint.breakWith(new IllegalStateException("broken"));
    sweep(System.nanoTime(), 25_000); // the ping cannot be written
    assertFalse(endPoint.isOpen());
  }

  // Blocks

  @Test
  void aBlockThatIsTakenButNotSentLeavesNothingBehind() {
    open(100_000);
    Batch block = new Batch();
    connection.send(
        block(block, "one", "two", "three", "four", "five"),
        READER,
        slowReaders(SlowReaderPolicy.OLDEST));
    endPoint.holdBack(true);
    connection.send(block(block, "1", "2"), READER, slowReaders(SlowReaderPolicy.OLDEST));
    connection.send(block(block, "3"), READER, slowReaders(SlowReaderPolicy.OLDEST));
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
    connection.send(block(new Batch(), full), READER, slowReaders(SlowReaderPolicy.OLDEST));
    endPoint.holdBack(false);
    assertEquals(64, endPoint.readFrames().size());
  }

  @Test
  void aBlockThatIsCutAnywhereIsWrittenWhole() {
    for (int width = 1; width < 24; width++) {
      open(width);
      connection.send(
          block(new Batch(), "first", "second", "third"),
          READER,
          slowReaders(SlowReaderPolicy.OLDEST));
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
  void aBlockThatRacesWithTheCloseDoesNotFollowItsFrame() {
    open(1000);
    Outbox outbox = new Outbox(1000, 10, registry.outgoing());
    FrameWriter writer = new FrameWriter(endPoint, outbox, registry.outgoing(), connection);
    outbox.end(CloseFrames.of(CloseReason.SHUTDOWN.status(1)));
    writer.flush();
    assertEquals(
        0,
        writer.write(block(new Batch(), "late").encoded(FrameEncoding.PLAIN), READER.label()),
        "nothing is left to queue");
    assertEquals(List.of("close 1012"), endPoint.readFrames());
    assertTrue(writer.isIdle());
  }

  @Test
  void aBlockForWhichThereIsNoRoomLosesItsOldestWhole() {
    open(4);
    reply("begun");
    String[] twenty = new String[20];
    for (int i = 0; i < 20; i++) {
      twenty[i] = "no " + i;
    }
    connection.send(block(new Batch(), twenty), READER, slowReaders(SlowReaderPolicy.OLDEST));
    List<String> frames = endPoint.readFrames();
    assertEquals("text begun", frames.get(0));
    assertEquals(20 - counters.value(Counter.DELIVERIES_DROPPED), frames.size() - 1);
    assertEquals("text idno 19", frames.get(frames.size() - 1));
    assertEquals(10, frames.size() - 1);
  }

  /** Publications of three messages each: {@code iN.1}, {@code N.2}, {@code N.3}. */
  private static Batch groups(int from, int to) {
    Batch batch = new Batch();
    batch.reset(READER.label().length);
    for (int i = from; i < to; i++) {
      batch.add(
          MessageType.TEXT,
          new byte[0],
          Frames.utf8(i + ".1"),
          List.of(
              OutgoingMessage.text(Frames.utf8(i + ".2")),
              OutgoingMessage.text(Frames.utf8(i + ".3"))));
    }
    return batch;
  }

  private long lost() {
    return counters.value(Counter.DELIVERIES_DROPPED) + counters.value(Counter.DELIVERIES_REPLACED);
  }

  @ParameterizedTest
  @EnumSource(
      value = SlowReaderPolicy.class,
      names = {"OLDEST", "LATEST"})
  void aPublicationOfSeveralMessagesIsLostWholeOrNotAtAll(SlowReaderPolicy policy) {
    for (int width = 1; width < 20; width++) {
      long before = lost();
      open(width);
      for (int i = 0; i < 40; i += 4) {
        connection.send(groups(i, i + 4), READER, slowReaders(policy));
      }
      List<String> frames = endPoint.readFrames();
      assertEquals(0, frames.size() % 3, "width " + width);
      for (int i = 0; i < frames.size(); i += 3) {
        String number = frames.get(i).replace("text id", "").replace(".1", "");
        assertEquals(
            List.of("text id" + number + ".1", "text " + number + ".2", "text " + number + ".3"),
            frames.subList(i, i + 3));
      }
      assertEquals("text 39.3", frames.get(frames.size() - 1));
      assertEquals(40, frames.size() / 3 + lost() - before);
      assertTrue(lost() > before, "the queue is too large for this test");
      theEndIsHeardOnceAndThePlaceGivenBack();
    }
  }

  @Test
  void repliesThatBelongTogetherStayTogether() {
    open(5);
    connection.queue(OutgoingMessage.text(Frames.utf8("before")));
    connection.send(
        List.of(
            OutgoingMessage.text(Frames.utf8("one")), OutgoingMessage.text(Frames.utf8("two"))));
    reply("after");
    connection.flush(); // as the first was promised
    assertEquals(
        List.of("text before", "text one", "text two", "text after"), endPoint.readFrames());
    assertEquals(4, counters.value(Counter.MESSAGES_OUT));
  }

  // Slow readers

  private void publish(SlowReaderPolicy policy, String... texts) {
    connection.send(block(new Batch(), texts), READER, slowReaders(policy));
  }

  private SlowReaders slowReaders(SlowReaderPolicy policy) {
    return new SlowReaders(policy, counters);
  }

  @Test
  void aPageThatReadsAgainGetsTheNewestBehindWhatHadBegun() {
    open(8);
    publish(SlowReaderPolicy.LATEST, "begun", "1", "2");
    publish(SlowReaderPolicy.LATEST, "3", "4", "5");
    reply("reply");
    publish(SlowReaderPolicy.LATEST, "6");
    assertEquals(List.of("text idbegun", "text id6", "text reply"), endPoint.readFrames());
    assertEquals(5, counters.value(Counter.DELIVERIES_REPLACED));
    assertEquals(0, counters.value(Counter.DELIVERIES_DROPPED));
    publish(SlowReaderPolicy.LATEST, "7");
    assertEquals(List.of("text id7"), endPoint.readFrames());
  }

  @Test
  void aReaderThatIsNotSlowGetsEveryPublicationThoughRepliesWaitToBeFlushed() {
    open(1000);
    connection.queue(OutgoingMessage.text(Frames.utf8("reply")));
    publish(SlowReaderPolicy.LATEST, "1", "2", "3");
    connection.flush();
    assertEquals(List.of("text reply", "text id1", "text id2", "text id3"), endPoint.readFrames());
    assertEquals(0, counters.value(Counter.DELIVERIES_REPLACED));
  }

  @Test
  void aPageThatWouldMissAPublicationIsClosedBehindTheBegunOne() {
    open(8);
    publish(SlowReaderPolicy.CLOSE, "begun", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10");
    assertEquals(0, counters.value(Counter.SLOW_SUBSCRIBERS_CLOSED));
    publish(SlowReaderPolicy.CLOSE, "11", "12");
    assertEquals(List.of("text idbegun", "close 1008"), endPoint.readFrames());
    assertEquals(1, counters.value(Counter.SLOW_SUBSCRIBERS_CLOSED));
    assertEquals(0, counters.value(Counter.DELIVERIES_DROPPED));
  }

  // All connections together

  @Test
  void whatWaitsIsGivenBackWhenItIsRead() {
    open(8);
    reply("a long reply that blocks");
    publish(SlowReaderPolicy.OLDEST, "x".repeat(500));
    assertTrue(registry.outgoing().taken() > 500);
    endPoint.readFrames();
    assertEquals(0, registry.outgoing().taken());
  }

  @Test
  void aReplyForWhichAllConnectionsHaveNoRoomEndsItsOwnAtOnce() {
    open(8);
    reply("a long reply that blocks");
    long room = registry.outgoing().limit() - registry.outgoing().taken();
    registry.outgoing().take(room);
    publish(SlowReaderPolicy.OLDEST, "dropped");
    assertEquals(1, counters.value(Counter.DELIVERIES_DROPPED));
    assertTrue(endPoint.isOpen());
    reply("one more");
    assertFalse(endPoint.isOpen());
    assertEquals(1, counters.value(Counter.OUTGOING_OVERLOADED));
    reply("too late");
    registry.outgoing().give(room);
    assertEquals(0, registry.outgoing().taken());
  }

  @Test
  void aFrameThatBeginsWhenThereIsNoRoomForItsRestEndsTheConnection() {
    for (boolean publication : new boolean[] {true, false}) {
      open(8);
      registry.outgoing().take(registry.outgoing().limit());
      if (publication) {
        publish(SlowReaderPolicy.OLDEST, "longer than eight bytes");
      } else {
        reply("longer than eight bytes");
      }
      assertFalse(endPoint.isOpen());
      registry.outgoing().give(registry.outgoing().limit());
      theEndIsHeardOnceAndThePlaceGivenBack();
    }
    assertEquals(2, counters.value(Counter.OUTGOING_OVERLOADED));
  }

  @Test
  void aReaderThatTakesAllAtOnceNeedsNoRoom() {
    open(100_000);
    registry.outgoing().take(registry.outgoing().limit());
    reply("reply");
    publish(SlowReaderPolicy.OLDEST, "1", "2");
    assertEquals(List.of("text reply", "text id1", "text id2"), endPoint.readFrames());
    registry.outgoing().give(registry.outgoing().limit());
  }

  @Test
  void halfAMessageForWhichThereIsNoRoomClosesWith1013() {
    open(1000);
    byte[] message = Frames.text("x".repeat(50_000));
    endPoint.receive(Arrays.copyOf(message, 10_000));
    assertTrue(registry.incoming().taken() >= 9_900);
    assertTrue(registry.incoming().taken() <= 2 * 10_000, "by what has come");
    long room = registry.incoming().limit() - registry.incoming().taken();
    registry.incoming().take(room);
    endPoint.receive(Arrays.copyOfRange(message, 10_000, 40_000));
    assertEquals(List.of("close 1013"), endPoint.readFrames());
    assertEquals(1, counters.value(Counter.INCOMING_OVERLOADED));
    assertEquals(0, counters.value(Counter.PROTOCOL_ERRORS));
    assertEquals(room, registry.incoming().taken(), "given back before the connection is gone");
    registry.incoming().give(room);
  }

  @Test
  void halfAMessageIsGivenBackWhenItsClientVanishes() {
    open(1000);
    endPoint.receive(Arrays.copyOf(Frames.text("x".repeat(50_000)), 10_000));
    assertTrue(registry.incoming().taken() > 0);
    endPoint.addInputEOF();
    endPoint.runElsewhere();
    assertEquals(0, registry.incoming().taken());
  }
}
