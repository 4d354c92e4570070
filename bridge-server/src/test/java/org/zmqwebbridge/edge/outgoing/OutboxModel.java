package org.zmqwebbridge.edge.outgoing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.Receiver;
import org.zmqwebbridge.edge.websocket.ServerFrameHeader;
import org.zmqwebbridge.flow.ByteBudget;
import org.zmqwebbridge.flow.SlowReaderPolicy;
import org.zmqwebbridge.flow.SlowReaders;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/**
 * An outbox beside a plain account of what it was given, which is compared with what comes out.
 *
 * <p>Owner thread: the test's.
 */
final class OutboxModel {
  static final int MAX_BYTES = 200;
  private static final int MAX_MESSAGES = 8;
  private static final int BUDGET_BYTES = 1_500;
  private static final byte[] CLOSE =
      ServerFrameHeader.frame(ServerFrameHeader.CLOSE, new byte[] {3, (byte) 0xe8});

  /** A place in the queue; a newer publication of the same receiver may take it. */
  private static final class Place {
    private final Receiver receiver;
    private final SlowReaderPolicy policy; // null: a reply
    private int number;

    Place(int number, Receiver receiver, SlowReaderPolicy policy) {
      this.number = number;
      this.receiver = receiver;
      this.policy = policy;
    }
  }

  private final Receiver[] receivers = {
    new Receiver(new byte[] {'a'}), new Receiver(new byte[] {'a'})
  }; // told apart all the same
  private final Counters counters = new Counters();
  private final ByteBudget budget = new ByteBudget(BUDGET_BYTES);
  private final ByteBudget tails = new ByteBudget(1 << 20);
  private final Outbox outbox = new Outbox(MAX_BYTES, MAX_MESSAGES, budget);
  private final List<Place> places = new ArrayList<>();
  private final ByteBuffer out = ByteBuffer.allocate(1 << 20);
  private int numbers;
  private int read; // of out
  private int nextPlace; // none before it will come out any more
  private long missing;
  private boolean promised;
  private boolean incomplete; // replies may be missing: it was cleared
  private boolean closed; // its close frame was queued
  private boolean closeSeen;
  private boolean discarded;

  boolean hasEnded() {
    return discarded || out.position() > out.capacity() / 2;
  }

  /** A payload that says which it is. */
  private byte[] payload(int length) {
    byte[] payload = new byte[2 + length];
    payload[0] = (byte) (numbers >> 8);
    payload[1] = (byte) numbers++;
    return payload;
  }

  void reply(int length) {
    expect(numbers, null, null);
    follow(outbox.add(ServerFrameHeader.frame(ServerFrameHeader.TEXT, payload(length))));
  }

  /**
   * @param whose 0 or 1
   */
  void publish(int length, int whose, SlowReaderPolicy policy) {
    Receiver receiver = receivers[whose];
    int number = numbers;
    long before = counters.value(Counter.DELIVERIES_REPLACED);
    byte[] frame =
        ServerFrameHeader.frame(ServerFrameHeader.TEXT, payload(length), receiver.label());
    int apart = length % 3 == 0 ? length / 2 : 0; // of many
    ReadyPublication publication = new ReadyPublication(frame, frame.length - apart);
    QueuedMessage newest =
        new QueuedMessage(
            publication, publication.tail(tails), receiver, new SlowReaders(policy, counters));
    CloseReason impossible = outbox.add(newest);
    if (counters.value(Counter.DELIVERIES_REPLACED) > before) {
      assertEquals(SlowReaderPolicy.LATEST, policy);
      newestOf(receiver).number = number;
    } else {
      expect(number, receiver, policy);
    }
    follow(impossible);
  }

  private void expect(int number, Receiver receiver, SlowReaderPolicy policy) {
    if (!closed) {
      places.add(new Place(number, receiver, policy));
    }
  }

  private Place newestOf(Receiver receiver) {
    for (int i = places.size() - 1; i >= nextPlace; i--) {
      Place place = places.get(i);
      if (place.receiver == receiver && place.policy == SlowReaderPolicy.LATEST) {
        return place;
      }
    }
    throw new AssertionError("replaced what had come out, or nothing");
  }

  /** What a connection does about it. */
  private void follow(CloseReason impossible) {
    if (impossible == CloseReason.OVERLOADED) {
      discard();
    } else if (impossible != null) {
      clear();
      close();
    }
    assertTrue(budget.taken() >= 0 && budget.taken() <= BUDGET_BYTES, "above the limit of all");
  }

  void hold(int bytesUnwritten) {
    follow(outbox.hold(bytesUnwritten));
  }

  void letGo() {
    outbox.letGo();
  }

  void ping() {
    outbox.addPing(ServerFrameHeader.frame(ServerFrameHeader.PING));
  }

  void pong(int length) {
    outbox.addPong(ServerFrameHeader.frame(ServerFrameHeader.PONG, new byte[length]));
  }

  void rest() {
    outbox.rest();
  }

  void promise() {
    boolean expected = !promised && !outbox.isEmpty();
    assertEquals(expected, outbox.promise());
    promised |= expected;
  }

  void clear() {
    outbox.clear();
    incomplete = true;
    promised = false;
  }

  void close() {
    outbox.end(CLOSE);
    closed = true;
  }

  void discard() {
    outbox.discard();
    discarded = true;
  }

  void take(int room) {
    boolean empty = outbox.isEmpty();
    int begin = out.position();
    outbox.take(out.limit(begin + room));
    assertFalse(empty && out.position() > begin, "it said that it was empty");
    out.limit(out.capacity());
    promised = false;
    readFrames();
  }

  /** Looks at the whole frames that have come out since the last look. */
  private void readFrames() {
    ByteBuffer taken = out.duplicate().flip().position(read);
    while (taken.remaining() >= 2) {
      int opcode = taken.get() & 0xff;
      int length = taken.get() & 0xff;
      assertTrue(length < 126 && !closeSeen, "no frame, or one after the close frame");
      if (taken.remaining() < length) {
        return;
      }
      seen(opcode, taken, length);
      taken.position(taken.position() + length);
      read = taken.position();
    }
  }

  private void seen(int opcode, ByteBuffer payload, int length) {
    switch (opcode) {
      case ServerFrameHeader.TEXT -> seen(payload.getShort(payload.position()) & 0xffff);
      case ServerFrameHeader.CLOSE -> closeSeen = true;
      case ServerFrameHeader.PING -> assertEquals(0, length);
      default -> assertEquals(ServerFrameHeader.PONG, opcode);
    }
  }

  private void seen(int number) {
    while (nextPlace < places.size() && places.get(nextPlace).number != number) {
      miss(places.get(nextPlace++));
    }
    assertTrue(nextPlace++ < places.size(), "out of order, twice, or replaced: " + number);
  }

  private void miss(Place place) {
    assertTrue(incomplete || place.policy != null, "a reply is missing");
    assertTrue(
        incomplete || place.policy != SlowReaderPolicy.CLOSE, "a publication is missing silently");
    missing++;
  }

  /** The transport takes all that is left, and the account must come out even. */
  void drain() {
    outbox.letGo();
    while (!outbox.isEmpty()) {
      int before = out.position();
      take(MAX_BYTES);
      assertTrue(out.position() > before, "it says that it is not empty, and gives nothing");
    }
    assertEquals(0, budget.taken(), "bytes were not given back");
    assertEquals(0, tails.taken(), "what was kept apart was not let go");
    if (discarded) {
      return;
    }
    assertEquals(read, out.position(), "half a frame");
    places.subList(nextPlace, places.size()).forEach(this::miss);
    assertEquals(closed, closeSeen);
    assertEquals(closed, outbox.isFinished());
    if (!incomplete) {
      assertEquals(counters.value(Counter.DELIVERIES_DROPPED), missing);
    }
  }
}
