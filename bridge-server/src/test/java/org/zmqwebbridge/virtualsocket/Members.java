package org.zmqwebbridge.virtualsocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.auth.Topics;
import org.zmqwebbridge.edge.Batch;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.CloseStatus;
import org.zmqwebbridge.edge.Connection;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.edge.OutgoingMessage;
import org.zmqwebbridge.edge.Receiver;
import org.zmqwebbridge.flow.ByteBudget;
import org.zmqwebbridge.flow.SlowReaders;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.rate.RateLimits;
import org.zmqwebbridge.rate.Rates;
import org.zmqwebbridge.zmq.ZmqEndpoint;

/** Makes virtual sockets whose connections keep what they are sent. */
final class Members {
  private final VirtualSocketDialect dialect =
      new VirtualSocketDialect(
          null,
          null, // grants that never end need no leases
          null,
          VirtualSocketLimits.DEFAULTS,
          new ByteBudget(Long.MAX_VALUE),
          new Rates(RateLimits.NONE, System::nanoTime, null, new Counters()),
          new Counters());
  private final EndpointSpec endpoint =
      EndpointSpec.of("news", SocketType.SUB, ZmqEndpoint.parse("tcp://127.0.0.1:1"));
  private long connections;

  /** A socket, and the frames' payloads that its connection was sent. */
  record Member(VirtualSocket socket, List<String> received) {}

  /** A member on a connection of its own. */
  Member join(String identity, String filter) {
    return join(identity, filter, Topics.ALL);
  }

  /** One that may receive some topics only. */
  Member join(String identity, String filter, Topics topics) {
    Keeper keeper = new Keeper(++connections);
    VirtualSocketSession session = new VirtualSocketSession(keeper, Grant.ANYONE, dialect);
    VirtualSocket socket =
        new VirtualSocket(session, 1, identity, filter, "", false, endpoint, null);
    assertTrue(socket.allow(Grant.ANYONE.topics(topics)));
    return new Member(socket, keeper.received);
  }

  private static final class Keeper implements Connection {
    private final long id;
    private final List<String> received = new ArrayList<>();

    Keeper(long id) {
      this.id = id;
    }

    @Override
    public long id() {
      return id;
    }

    @Override
    public Handshake handshake() {
      return new Handshake.Builder()
          .build("/data", "", new InetSocketAddress(InetAddress.getLoopbackAddress(), 1), false);
    }

    @Override
    public boolean queue(OutgoingMessage message) {
      throw new AssertionError("publications come in blocks");
    }

    @Override
    public boolean queue(List<OutgoingMessage> group) {
      throw new AssertionError("publications come in blocks");
    }

    @Override
    public void flush() {}

    @Override
    public void send(Batch block, Receiver receiver, SlowReaders slowReaders) {
      for (int i = 0; i < block.count(); i++) {
        received.add(
            new String(block.before(i), UTF_8)
                + new String(receiver.label(), UTF_8)
                + new String(block.after(i), UTF_8));
      }
    }

    @Override
    public long takeDropped(Receiver receiver) {
      return 0;
    }

    @Override
    public void readOn() {}

    @Override
    public void close(CloseReason reason) {}

    @Override
    public void close(CloseStatus status, String operatorText) {}
  }
}
