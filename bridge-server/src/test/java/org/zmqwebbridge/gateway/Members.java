package org.zmqwebbridge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.auth.Topics;
import org.zmqwebbridge.flow.SlowReaders;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.observe.Tally;
import org.zmqwebbridge.virtualsocket.VirtualSocketLimits;
import org.zmqwebbridge.zmq.ZmqEndpoint;

/** Makes members that keep what they are told, with seats at a shard that is not running. */
final class Members {
  static final GatewayLimits LIMITS = VirtualSocketLimits.DEFAULTS.gateway();

  private static final ZmqEndpoint ADDRESS = ZmqEndpoint.parse("tcp://127.0.0.1:1");

  private final GatewayShard shard =
      new GatewayShard(
          new GatewayContext(
              null, null, LIMITS, new Counters(), null, new AtomicInteger(), name -> null));
  private final EndpointSpec asked = EndpointSpec.of("asked", SocketType.REQ, ADDRESS);
  private final EndpointSpec news = EndpointSpec.of("news", SocketType.SUB, ADDRESS);
  private long connections;

  /** A caller's seat, on a connection of its own. */
  CallerSeat caller() {
    return caller(++connections, 1);
  }

  /** A caller's seat, one of several on a connection. */
  CallerSeat caller(long connection, int number) {
    return new CallerSeat(shard, asked, new KeepingCaller(connection, number), false);
  }

  /** A subscriber's seat, and what it was sent: its identity, and the last part. */
  record Listener(SubscriberSeat seat, String identity, String filter, List<String> received) {}

  /** A subscriber on a connection of its own that may receive everything. */
  Listener join(String identity, String filter) {
    return join(identity, filter, Topics.ALL);
  }

  /** One that may receive some topics only, and has subscribed to all of these. */
  Listener join(String identity, String filter, Topics topics) {
    return join(identity, filter, topics, Topic.of(topics));
  }

  /** One that has subscribed to some topics. */
  Listener join(String identity, String filter, Topics allowed, List<Topic> first) {
    List<String> received = new ArrayList<>();
    Keeper keeper = new Keeper(++connections, identity, new LastPart(filter), received);
    SubscriberSeat seat = new SubscriberSeat(shard, news, keeper, allowed, first);
    return new Listener(seat, identity, filter, received);
  }

  /** A seat for a subscriber that may receive everything. */
  SubscriberSeat seat(Subscriber subscriber, List<Topic> first) {
    return new SubscriberSeat(shard, news, subscriber, Topics.ALL, first);
  }

  /** What {@link LastPart} makes of a batch. */
  static List<String> texts(Encoder<?> encoded) {
    return List.copyOf(((LastParts) encoded).texts);
  }

  /** The last part, if it contains a filter. */
  record LastPart(String filter) implements Encoding {
    @Override
    public Encoder<?> newEncoder() {
      return new LastParts();
    }
  }

  /** Collects texts. */
  static final class LastParts implements Encoder<String> {
    private final List<String> texts = new ArrayList<>();
    private String filter;

    @Override
    public String prepare(long offset, List<byte[]> parts, int maxMessageBytes, Tally tally) {
      return new String(parts.get(parts.size() - 1), UTF_8);
    }

    @Override
    public void begin(Encoding encoding) {
      texts.clear();
      filter = ((LastPart) encoding).filter();
    }

    @Override
    public void add(String publication) {
      if (publication.contains(filter)) {
        texts.add(publication);
      }
    }

    @Override
    public int count() {
      return texts.size();
    }

    List<String> texts() {
      return texts;
    }
  }

  private record Keeper(
      long connectionId, String identity, Encoding encoding, List<String> received)
      implements Subscriber {
    @Override
    public int number() {
      return 1;
    }

    @Override
    public void joined() {}

    @Override
    public void publications(Encoder<?> encoded, SlowReaders slowReaders) {
      ((LastParts) encoded).texts.forEach(text -> received.add(identity + ": " + text));
    }

    @Override
    public void refused(JoinError error) {
      throw new AssertionError(error);
    }

    @Override
    public boolean wantsNotices() {
      return false;
    }

    @Override
    public void notice(Notice notice, long count) {
      throw new AssertionError("it wants none");
    }
  }

  private record KeepingCaller(long connectionId, int number) implements Caller {
    @Override
    public void joined() {}

    @Override
    public boolean takes(List<byte[]> parts, int maxMessageBytes) {
      return true;
    }

    @Override
    public boolean replied(int id, List<byte[]> parts) {
      return false;
    }

    @Override
    public void flush() {}

    @Override
    public void failed(int id, Outcome outcome) {
      throw new AssertionError(outcome);
    }

    @Override
    public void refused(JoinError error) {
      throw new AssertionError(error);
    }

    @Override
    public boolean wantsNotices() {
      return false;
    }

    @Override
    public void notice(Notice notice, long count) {
      throw new AssertionError("it wants none");
    }
  }
}
