package org.zmqwebbridge.virtualsocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.edge.Batch;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.CloseStatus;
import org.zmqwebbridge.edge.Connection;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.edge.OutgoingMessage;
import org.zmqwebbridge.edge.Receiver;
import org.zmqwebbridge.flow.BudgetShare;
import org.zmqwebbridge.flow.ByteBudget;
import org.zmqwebbridge.flow.SlowReaders;
import org.zmqwebbridge.gateway.EndpointSpec;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.rate.RateLimits;
import org.zmqwebbridge.rate.Rates;
import org.zmqwebbridge.zmq.ZmqEndpoint;

/** Makes SUB sockets at no gateway, whose connections keep the publications that they are sent. */
final class Sockets {
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
  private final List<String> received = new ArrayList<>();
  private long connections;

  /** A socket on a connection of its own. */
  SubSocket open(String identity) {
    return open(identity, "");
  }

  SubSocket open(String identity, String filter) {
    VirtualSocketSession session =
        new VirtualSocketSession(new Keeper(++connections), Grant.ANYONE, dialect);
    return new SubSocket(
        session, new VirtualSocket.Opening(1, identity, filter, "", false, endpoint), null);
  }

  /** The publications that their connections were sent, in order, whole. */
  List<String> received() {
    return received;
  }

  private final class Keeper implements Connection {
    @Override
    public boolean isDrained() {
      return true;
    }

    private final long id;

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
      throw new AssertionError("publications come in batches");
    }

    @Override
    public boolean queue(List<OutgoingMessage> group) {
      throw new AssertionError("publications come in batches");
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
    public void forget(Receiver receiver) {}

    @Override
    public BudgetShare newShare() {
      throw new AssertionError("nothing is kept");
    }

    @Override
    public BooleanSupplier askForLife() {
      throw new AssertionError("nobody asks");
    }

    @Override
    public void readOn() {}

    @Override
    public void close(CloseReason reason) {}

    @Override
    public void close(CloseStatus status, String operatorText) {}
  }
}
