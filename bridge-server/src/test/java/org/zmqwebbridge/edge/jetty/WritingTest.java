package org.zmqwebbridge.edge.jetty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.edge.Batch;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.Connection;
import org.zmqwebbridge.edge.EdgeLimits;
import org.zmqwebbridge.edge.MessageType;
import org.zmqwebbridge.edge.OutgoingMessage;
import org.zmqwebbridge.edge.Receiver;
import org.zmqwebbridge.flow.SlowReaderPolicy;
import org.zmqwebbridge.flow.SlowReaders;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.Frames;
import org.zmqwebbridge.kit.ServerFrame;
import org.zmqwebbridge.observe.Counter;

/**
 * Several threads write to one client that reads in bursts, over a real socket: no frame is torn,
 * each sender's order holds, and only publications are ever missing.
 */
class WritingTest {
  private static final int EACH = 1_000;
  private static final int WINDOW = 8; // replies of one sender that the client has not read yet
  private static final int NEVER = 3_600_000;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Future<?>> senders = new ArrayList<>();
  private final Map<Character, Semaphore> windows = new HashMap<>();
  private final AtomicInteger published = new AtomicInteger();

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  private static EdgeLimits queue(int bytes, int messages, long writeMillis) {
    return TestEdge.limits(
        TestEdge.PATIENT
            .connection()
            .withMaxQueuedBytes(bytes)
            .withMaxQueuedMessages(messages)
            .withWriteMillis(writeMillis));
  }

  /** {@code <sender><number>:<filling>}, and the filling follows from the rest. */
  private static String message(char sender, int number) {
    int length = new Random(sender * 31L + number).nextInt(number % 50 == 0 ? 20_000 : 300);
    return sender + Integer.toString(number) + ":" + "abcdefgh".repeat(length / 8 + 1);
  }

  private void send(Callable<?> sender) {
    senders.add(threads.submit(sender));
  }

  private Semaphore window(char sender) {
    Semaphore window = new Semaphore(WINDOW);
    windows.put(sender, window);
    return window;
  }

  private static void take(Semaphore window) throws InterruptedException {
    assertTrue(window.tryAcquire(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS), "never read");
  }

  /** Replies that are sent one by one. */
  private void replies(char sender, Connection to) {
    Semaphore window = window(sender);
    send(
        () -> {
          for (int i = 0; i < EACH; i++) {
            take(window);
            to.send(OutgoingMessage.text(Frames.utf8(message(sender, i))));
          }
          return null;
        });
  }

  /** Replies that are queued first and flushed together, as the gateways do. */
  private void queued(char sender, Connection to) {
    Semaphore window = window(sender);
    send(
        () -> {
          for (int i = 0; i < EACH; ) {
            boolean mine = false;
            for (int end = Math.min(EACH, i + 1 + i % 4); i < end; i++) {
              take(window);
              mine |= to.queue(OutgoingMessage.text(Frames.utf8(message(sender, i))));
              if (window.availablePermits() == 0) {
                i++;
                break; // the client would wait for what nobody flushes
              }
            }
            if (mine) {
              to.flush();
            }
          }
          return null;
        });
  }

  /** Publications, in blocks of any size. */
  private void blocks(char sender, Connection to, int count, SlowReaders slowReaders) {
    Receiver receiver = new Receiver(new byte[] {(byte) sender});
    send(
        () -> {
          Batch block = new Batch();
          Random random = new Random(sender);
          for (int i = 0; i < count; ) {
            block.reset(1);
            int end = Math.min(count, i + 1 + random.nextInt(random.nextInt(10) == 0 ? 100 : 8));
            for (; i < end; i++) {
              block.add(
                  MessageType.TEXT, new byte[0], Frames.utf8(message(sender, i).substring(1)));
            }
            to.send(block, receiver, slowReaders);
            published.set(i);
          }
          return null;
        });
  }

  /** What the client says, and has echoed; every tenth time it pings as well. */
  private void echoes(char sender, RawClient client) {
    Semaphore window = window(sender);
    send(
        () -> {
          for (int i = 0; i < EACH; i++) {
            take(window);
            client.write(Frames.text(message(sender, i)));
            if (i % 10 == 0) {
              client.write(Frames.ping(Integer.toString(i)));
            }
          }
          return null;
        });
  }

  /** What the client has read: the next number of each sender, and how many pongs. */
  private final class Reading {
    private final Map<Character, Integer> next = new HashMap<>();
    private int publications;
    private final Semaphore last = new Semaphore(0);
    private int lastPong = -1;

    void read(RawClient client) {
      ServerFrame frame = client.read();
      if (frame.opcode() == ServerFrame.PONG) {
        int pong = Integer.parseInt(frame.text());
        assertTrue(pong > lastPong, "pongs in order");
        lastPong = pong;
        return;
      }
      assertEquals(ServerFrame.TEXT, frame.opcode(), frame::text);
      String text = frame.text();
      char sender = text.charAt(0);
      int number = Integer.parseInt(text.substring(1, text.indexOf(':')));
      assertEquals(message(sender, number), text, "torn");
      int expected = next.getOrDefault(sender, 0);
      next.put(sender, number + 1);
      if (sender == 'b') {
        assertTrue(number >= expected, "out of order");
        publications++;
      } else {
        assertEquals(expected, number, "a reply is missing or out of order");
        windows.getOrDefault(sender, last).release();
      }
    }

    boolean hasAllReplies() {
      return windows.keySet().stream().allMatch(sender -> next.getOrDefault(sender, 0) == EACH);
    }
  }

  @ParameterizedTest(name = "tls={0}, {1} bytes, {2} messages")
  @CsvSource({
    "false, 67108864, 1000000",
    "true, 67108864, 1000000",
    "false, 131072, 300",
    "true, 131072, 300"
  })
  void noFrameIsTornNoReplyIsLostAndNoOrderIsBroken(boolean tls, int bytes, int messages)
      throws Exception {
    boolean drops = bytes < 1 << 20;
    int count = drops ? 4 * EACH : EACH;
    try (TestEdge edge = new TestEdge(tls, queue(bytes, messages, NEVER));
        RawClient client = RawClient.slow(edge, tls)) {
      Connection connection = edge.dialect().nextConnection();
      replies('r', connection);
      queued('q', connection);
      echoes('e', client);
      blocks('b', connection, count, edge.slowReaders(SlowReaderPolicy.OLDEST));
      if (drops) {
        Await.await("the queue is full", () -> edge.count(Counter.DELIVERIES_DROPPED) > 0);
      }
      Reading reading = new Reading();
      Random bursts = new Random(1);
      while (!reading.hasAllReplies()) {
        for (int i = bursts.nextInt(60); i >= 0 && !reading.hasAllReplies(); i--) {
          reading.read(client);
        }
        int more = Math.min(count, published.get() + bursts.nextInt(200));
        Await.await("more is published", () -> published.get() >= more);
      }
      for (Future<?> sender : senders) {
        sender.get();
      }
      connection.send(OutgoingMessage.text(Frames.utf8(message('z', 0))));
      while (!reading.next.containsKey('z')) {
        reading.read(client);
      }
      long dropped = edge.count(Counter.DELIVERIES_DROPPED);
      assertEquals(count, reading.publications + dropped);
      assertEquals(drops, dropped > 0);
      assertEquals(0, edge.count(Counter.REPLIES_OVERFLOWED));
    }
  }

  @ParameterizedTest(name = "tls={0}")
  @ValueSource(booleans = {false, true})
  void clientsThatVanishWhileTheyAreWrittenToLeaveNothing(boolean tls) throws Exception {
    try (TestEdge edge = new TestEdge(tls, queue(131_072, 300, NEVER))) {
      for (int i = 0; i < 12; i++) {
        RawClient client = RawClient.slow(edge, tls);
        Connection connection = edge.dialect().nextConnection();
        long dropped = edge.count(Counter.DELIVERIES_DROPPED);
        blocks('b', connection, 2 * EACH, edge.slowReaders(SlowReaderPolicy.OLDEST));
        int kind = i % 6;
        if (kind % 2 == 1) {
          Await.await("the way is full", () -> edge.count(Counter.DELIVERIES_DROPPED) > dropped);
        }
        switch (kind / 2) {
          case 0 -> client.cut();
          case 1 -> client.reset();
          default -> {
            client.writeIfHeard(Frames.close(1000, ""));
            client.drain();
          }
        }
        for (Future<?> sender : senders) {
          sender.get();
        }
        edge.awaitEmpty();
        connection.send(OutgoingMessage.text(new byte[10]));
        connection.flush();
        connection.close(CloseReason.SHUTDOWN);
      }
    }
  }

  @ParameterizedTest(name = "tls={0}")
  @ValueSource(booleans = {false, true})
  void aClientThatTakesNothingIsThrownOutAndOneThatReadsIsNot(boolean tls) {
    try (TestEdge edge = new TestEdge(tls, queue(16 << 20, 100_000, 100));
        RawClient reads = RawClient.open(edge, tls)) {
      Connection served = edge.dialect().nextConnection();
      RawClient stalls = RawClient.slow(edge, tls);
      Connection stalled = edge.dialect().nextConnection();
      byte[] much = Frames.repeat('*', 8 << 20);
      stalled.send(OutgoingMessage.text(much));
      Await.await("the stalled is gone", () -> edge.edge().connections() == 1);
      assertEquals(1, edge.count(Counter.SLOW_READERS_CLOSED));
      served.send(OutgoingMessage.text(much));
      reads.expectText(much);
      stalls.drain();
    }
  }

  @ParameterizedTest(name = "tls={0}")
  @ValueSource(booleans = {false, true})
  void readingIsPausedWhileAClientTakesNoRepliesAndGoesOnWhenItDoes(boolean tls) throws Exception {
    int count = 3_000;
    byte[] filling = Frames.repeat('~', 1_000);
    try (TestEdge edge = new TestEdge(tls, queue(256 << 10, 100_000, NEVER));
        RawClient client = RawClient.slow(edge, tls)) {
      for (int round = 1; round <= 3; round++) {
        long pauses = edge.count(Counter.READS_PAUSED);
        Future<?> writing =
            threads.submit(
                () -> {
                  for (int i = 0; i < count; i++) {
                    client.write(Frames.masked(0x81, Frames.join(Frames.utf8(i + ":"), filling)));
                  }
                });
        Await.await("reading is paused", () -> edge.count(Counter.READS_PAUSED) > pauses);
        for (int i = 0; i < count; i++) {
          client.expectText(Frames.join(Frames.utf8(i + ":"), filling));
        }
        writing.get();
      }
      assertEquals(0, edge.count(Counter.REPLIES_OVERFLOWED));
    }
  }

  @ParameterizedTest(name = "tls={0}")
  @ValueSource(booleans = {false, true})
  void aStopClosesEverybodyBehindWhatWaitsForThem(boolean tls) throws Exception {
    try (TestEdge edge = new TestEdge(tls, queue(64 << 20, 100_000, NEVER))) {
      List<RawClient> clients = new ArrayList<>();
      byte[] much = Frames.repeat('*', 400_000);
      for (int i = 0; i < 5; i++) {
        clients.add(RawClient.slow(edge, tls));
        edge.dialect().nextConnection().send(OutgoingMessage.text(much));
      }
      edge.edge().stopAccepting();
      edge.edge().closeConnections(0, NEVER);
      List<Future<?>> readers = new ArrayList<>();
      for (RawClient client : clients) {
        readers.add(
            threads.submit(
                () -> {
                  client.expectText(much);
                  client.writeIfHeard(Frames.close(1012, ""));
                  client.expectClosed(1012);
                }));
      }
      for (Future<?> reader : readers) {
        reader.get();
      }
    }
  }
}
