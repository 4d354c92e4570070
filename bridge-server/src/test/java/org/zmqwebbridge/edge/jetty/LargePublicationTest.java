package org.zmqwebbridge.edge.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.edge.Batch;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.edge.MessageType;
import org.zmqwebbridge.edge.Receiver;
import org.zmqwebbridge.flow.SlowReaderPolicy;
import org.zmqwebbridge.flow.SlowReaders;
import org.zmqwebbridge.kit.Frames;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/** A publication that no transport takes at once, for several receivers. */
class LargePublicationTest {
  private static final InetSocketAddress ADDRESS =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
  private static final int SIZE = 100_000;
  private static final int READERS = 10;
  private static final int WIDTH = 40;
  private static final int FIT = 4;

  private record Reader(JettyConnection connection, NarrowEndPoint endPoint, Receiver receiver) {}

  private final Counters counters = new Counters();
  private final EchoDialect dialect = new EchoDialect();
  private final Batch batch = new Batch();
  private final List<Reader> readers = new ArrayList<>();
  private ConnectionRegistry registry;

  @BeforeEach
  void thereIsRoomForSomeOfThemInAll() {
    registry =
        new ConnectionRegistry(
            TestEdge.limits(
                    TestEdge.PATIENT
                        .connection()
                        .withMaxQueuedBytes(2 * SIZE)
                        .withMaxQueuedBytesInAll(FIT * SIZE + 5000))
                .connection(),
            Runnable::run,
            counters);
  }

  private Reader reader(int width, String label) {
    NarrowEndPoint endPoint = new NarrowEndPoint(width);
    Handshake handshake = new Handshake.Builder().build("/data", "", ADDRESS, false);
    JettyConnection connection =
        registry.create(handshake, dialect::onOpen, endPoint, Optional.empty());
    endPoint.setConnection(connection);
    connection.onOpen();
    Reader made = new Reader(connection, endPoint, new Receiver(Frames.utf8(label)));
    readers.add(made);
    return made;
  }

  @AfterEach
  void nothingIsKept() {
    for (Reader reader : readers) {
      reader.endPoint().close();
      reader.endPoint().runElsewhere();
    }
    assertEquals(0, registry.outgoing().taken());
    assertEquals(0, registry.openConnections());
  }

  private static String text(char letter) {
    return String.valueOf(letter).repeat(SIZE);
  }

  private void publish(char letter) {
    batch.reset(2);
    batch.add(MessageType.TEXT, new byte[0], Frames.utf8(text(letter)));
    SlowReaders oldest = new SlowReaders(SlowReaderPolicy.OLDEST, counters);
    readers.forEach(each -> each.connection().send(batch, each.receiver(), oldest));
  }

  private static void assertReads(Reader reader, String letters) {
    String label = new String(reader.receiver().label(), UTF_8);
    assertEquals(
        letters.chars().mapToObj(letter -> "text " + label + text((char) letter)).toList(),
        reader.endPoint().readFrames());
  }

  @Test
  void itIsKeptOnceForAllThatHaveItsBeginning() {
    for (int i = 0; i < READERS; i++) {
      reader(WIDTH + i, "0" + i);
    }
    publish('a');
    long taken = registry.outgoing().taken();
    assertTrue(taken >= SIZE, taken + " bytes");
    assertTrue(taken < SIZE + READERS * 200, taken + " bytes");
    readers.forEach(each -> assertReads(each, "a"));
    assertEquals(0, registry.outgoing().taken());
    publish('b');
    readers.forEach(each -> assertReads(each, "b"));
    assertEquals(0, counters.value(Counter.DELIVERIES_DROPPED));
    assertEquals(READERS, registry.openConnections());
  }

  @Test
  void theNextOneIsKeptOnceAsWell() {
    for (int i = 0; i < READERS; i++) {
      reader(WIDTH + i, "0" + i);
    }
    publish('a');
    publish('b');
    long taken = registry.outgoing().taken();
    assertTrue(taken >= 2 * SIZE && taken < 2 * SIZE + READERS * 400, taken + " bytes");
    Reader leaves = readers.get(0);
    leaves.endPoint().close();
    leaves.endPoint().runElsewhere();
    readers.subList(1, READERS).forEach(each -> assertReads(each, "ab"));
    assertEquals(0, registry.outgoing().taken());
    assertEquals(0, counters.value(Counter.DELIVERIES_DROPPED));
  }

  @Test
  void whoLeavesLetsGoOfIt() {
    Reader stays = reader(WIDTH, "00");
    Reader leaves = reader(WIDTH, "01");
    publish('a');
    leaves.endPoint().close();
    leaves.endPoint().runElsewhere();
    long taken = registry.outgoing().taken();
    assertTrue(taken >= SIZE && taken < SIZE + 200, taken + " bytes");
    assertReads(stays, "a");
    assertEquals(0, registry.outgoing().taken());
  }

  @Test
  void whoDoesNotEvenHaveItsLabelKeepsItAlone() {
    Reader narrow = reader(3, "00");
    publish('a');
    assertReads(narrow, "a");
  }

  @Test
  void whereItDoesNotFitInAllItsReaderEnds() {
    for (int i = 0; i <= FIT; i++) { // publications, of which each has one
      reader(WIDTH, "0" + i);
      Reader last = readers.get(i);
      batch.reset(2);
      batch.add(MessageType.TEXT, new byte[0], Frames.utf8(text('a')));
      last.connection()
          .send(batch, last.receiver(), new SlowReaders(SlowReaderPolicy.OLDEST, counters));
    }
    assertEquals(1, counters.value(Counter.OUTGOING_OVERLOADED));
    readers.forEach(each -> each.endPoint().runElsewhere());
    assertEquals(FIT, registry.openConnections());
    readers.subList(0, FIT).forEach(each -> assertReads(each, "a"));
  }
}
