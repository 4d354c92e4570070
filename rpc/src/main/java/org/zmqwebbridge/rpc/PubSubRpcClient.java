package org.zmqwebbridge.rpc;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.zmqwebbridge.rpc.wire.Request;
import org.zmqwebbridge.rpc.zmq.RpcAddress;
import org.zmqwebbridge.rpc.zmq.SocketThread;

/**
 * Calls a function of everyone who listens: of every page whose {@code zmq.PubRPCServer} is
 * connected, and of every subscriber. Nothing comes back, not even whether anyone listened.
 *
 * <p>Owner thread: any; the PUB socket belongs to a thread of the client's own. Lifetime: until
 * {@link #close}, which waits up to half a second for what is published to leave.
 */
public final class PubSubRpcClient implements AutoCloseable {
  private static final long CLOSE_MILLIS = 3_000;

  private final PublisherWork work;
  private final SocketThread thread;
  private volatile boolean closed;

  private PubSubRpcClient(RpcAddress address, boolean binds) {
    work = new PublisherWork(address, binds);
    thread = SocketThread.start("rpc-publisher " + address, work);
  }

  /**
   * Publishes at an address of its own, to which the bridge or others connect.
   *
   * @param address {@code tcp://host:port}; port {@code *} takes a free one
   * @throws IllegalArgumentException if the address is none
   * @throws IllegalStateException if it cannot be bound
   */
  public static PubSubRpcClient bind(String address) {
    return new PubSubRpcClient(RpcAddress.toBind(address), true);
  }

  /**
   * Publishes to an address where someone else is bound. What is published before the connection is
   * up is lost.
   *
   * @throws IllegalArgumentException if the address is none
   */
  public static PubSubRpcClient connect(String address) {
    return new PubSubRpcClient(RpcAddress.toConnect(address), false);
  }

  /** Where it is bound, with the real port; or what it connects to. */
  public String address() {
    return work.address();
  }

  /**
   * Calls a function of all listeners, with arguments by position.
   *
   * @throws RpcException {@code overflow} if 10,000 calls wait already, {@code closed} after {@link
   *     #close}
   * @throws IllegalArgumentException if an argument has no JSON form
   */
  public void rpc(String function, Object... args) {
    call(function, Arrays.asList(args), Map.of());
  }

  /** The same, with arguments by position and by name; pages know positions only. */
  public void call(String function, List<?> args, Map<String, ?> kwargs) {
    if (closed) {
      throw new RpcException(RpcCode.CLOSED, "the publisher is closed");
    }
    if (!work.offer(Request.of(function, args, kwargs).encode())) {
      throw new RpcException(RpcCode.OVERFLOW, "too many calls wait to be published");
    }
    thread.wake();
  }

  @Override
  public void close() {
    closed = true;
    thread.stop(CLOSE_MILLIS);
  }
}
