package org.zmqwebbridge.edge.jetty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.edge.Batch;
import org.zmqwebbridge.edge.Connection;
import org.zmqwebbridge.edge.EdgeLimits;
import org.zmqwebbridge.edge.MessageType;
import org.zmqwebbridge.edge.OutgoingMessage;
import org.zmqwebbridge.edge.Receiver;
import org.zmqwebbridge.flow.ByteBudget;
import org.zmqwebbridge.flow.SlowReaderPolicy;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.Frames;
import org.zmqwebbridge.observe.Counter;

/** Many clients that do not read, over real sockets: all together cost no more than they may. */
class ManyStalledReadersTest {
  private static final int STALLED = 40;
  private static final int HEALTHY = 3;
  private static final int PUBLICATIONS = 150;
  private static final byte[] PAYLOAD = Frames.repeat('*', 50_000);
  private static final Receiver READER = new Receiver(new byte[] {'x'});

  /** Each may have a mebibyte waiting, but all together only four. */
  private static final EdgeLimits LIMITS =
      TestEdge.limits(
          TestEdge.PATIENT
              .connection()
              .withMaxQueuedBytes(1 << 20)
              .withMaxQueuedMessages(1000)
              .withMaxQueuedBytesInAll(4 << 20)
              .withMaxIncomingBytesInAll(1 << 20));

  /** So small that each reader's is its own. */
  private static final byte[] SMALL = Frames.repeat('*', 12_000);

  private static Batch block(int number, byte[] payload) {
    Batch block = new Batch();
    block.reset(READER.label().length);
    block.add(MessageType.TEXT, Frames.utf8(number + ":"), payload);
    return block;
  }

  @ParameterizedTest(name = "tls={0}")
  @ValueSource(booleans = {false, true})
  void publicationsForThoseThatStallStayWithinTheBudgetAndOthersLoseNone(boolean tls) {
    long most = publishToSomeThatStall(tls, SMALL);
    assertTrue(most > LIMITS.connection().maxQueuedBytesInAll() / 2, "it was in use: " + most);
  }

  /** What each of them may have waiting is the same, and there but once. */
  @ParameterizedTest(name = "tls={0}")
  @ValueSource(booleans = {false, true})
  void largePublicationsForThoseThatStallAreThereOnce(boolean tls) {
    long most = publishToSomeThatStall(tls, PAYLOAD);
    long own = STALLED * (64L << 10); // of each, what its transport is to take
    long each = LIMITS.connection().maxQueuedBytes() + own;
    assertTrue(most > LIMITS.connection().maxQueuedBytes() / 2, "it was in use: " + most);
    assertTrue(most < each, "not for each of them: " + most);
  }

  private static long publishToSomeThatStall(boolean tls, byte[] payload) {
    try (TestEdge edge = new TestEdge(tls, LIMITS)) {
      List<RawClient> stalled = new ArrayList<>();
      List<RawClient> healthy = new ArrayList<>();
      List<Connection> connections = new ArrayList<>();
      for (int i = 0; i < STALLED + HEALTHY; i++) {
        boolean stalls = i < STALLED;
        (stalls ? stalled : healthy)
            .add(stalls ? RawClient.slow(edge, tls) : RawClient.open(edge, tls));
        connections.add(edge.dialect().nextConnection());
      }
      ByteBudget budget = edge.edge().registry().outgoing();
      long most = 0;
      for (int number = 0; number < PUBLICATIONS; number++) {
        Batch block = block(number, payload);
        connections.forEach(
            each -> each.send(block, READER, edge.slowReaders(SlowReaderPolicy.OLDEST)));
        most = Math.max(most, budget.taken());
        byte[] expected = Frames.join(Frames.utf8(number + ":"), READER.label(), payload);
        healthy.forEach(reader -> reader.expectText(expected));
      }
      assertTrue(most <= budget.limit(), "kept: " + most);
      assertTrue(edge.count(Counter.DELIVERIES_DROPPED) > 0);
      healthy.forEach(RawClient::close);
      stalled.forEach(RawClient::cut);
      return most;
    }
  }

  @ParameterizedTest(name = "tls={0}")
  @ValueSource(booleans = {false, true})
  void repliesThatNobodyReadsEndTheirConnectionsAndNoOthers(boolean tls) {
    try (TestEdge edge = new TestEdge(tls, LIMITS)) {
      List<RawClient> stalled = new ArrayList<>();
      for (int i = 0; i < STALLED; i++) {
        stalled.add(RawClient.slow(edge, tls));
        Connection connection = edge.dialect().nextConnection();
        for (int reply = 0; reply < 10; reply++) {
          connection.send(OutgoingMessage.text(PAYLOAD));
        }
      }
      assertTrue(edge.count(Counter.OUTGOING_OVERLOADED) > 0);
      assertTrue(
          edge.edge().registry().outgoing().taken() <= LIMITS.connection().maxQueuedBytesInAll());
      try (RawClient reads = RawClient.open(edge, tls)) {
        Connection served = edge.dialect().nextConnection();
        for (int reply = 0; reply < 100; reply++) {
          served.send(OutgoingMessage.text(PAYLOAD));
          reads.expectText(PAYLOAD);
        }
      }
      assertEquals(0, edge.count(Counter.REPLIES_OVERFLOWED));
      stalled.forEach(RawClient::cut);
    }
  }

  @ParameterizedTest(name = "tls={0}")
  @ValueSource(booleans = {false, true})
  void halfMessagesOfManyAreRefusedWhenTheyAreTooMuchTogether(boolean tls) {
    try (TestEdge edge = new TestEdge(tls, LIMITS)) {
      ByteBudget budget = edge.edge().registry().incoming();
      byte[] message = Frames.masked(0x81, Frames.repeat('?', 200_000));
      byte[] most = Arrays.copyOf(message, message.length - 1);
      List<RawClient> slow = new ArrayList<>();
      while (edge.count(Counter.INCOMING_OVERLOADED) == 0 && slow.size() < STALLED) {
        long room = budget.taken() + most.length; // what it needs once it is read
        RawClient client = RawClient.open(edge, tls);
        slow.add(client);
        client.writeIfHeard(most);
        Await.await(
            "it is kept or refused",
            () -> budget.taken() >= room || edge.count(Counter.INCOMING_OVERLOADED) > 0);
        assertTrue(budget.taken() <= budget.limit());
      }
      assertEquals(1, edge.count(Counter.INCOMING_OVERLOADED));
      slow.remove(slow.size() - 1).expectClosed(1013);
      assertTrue(slow.size() >= 2, "some had room");
      byte[] last = {message[message.length - 1]};
      slow.remove(0).write(last).expectText(Frames.repeat('?', 200_000)).close();
      slow.forEach(RawClient::cut);
    }
  }
}
