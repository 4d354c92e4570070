package org.zmqwebbridge.grip.zhttp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.origin.OriginCall;
import org.zmqwebbridge.origin.OriginFailure.Kind;
import org.zmqwebbridge.origin.OriginListener;
import org.zmqwebbridge.origin.OriginRequest;
import org.zmqwebbridge.zmq.BoundAddresses;
import org.zmqwebbridge.zmq.SocketListener;
import org.zmqwebbridge.zmq.SocketOptions;
import org.zmqwebbridge.zmq.ZmqAddresses;
import org.zmqwebbridge.zmq.ZmqEndpoint;
import org.zmqwebbridge.zmq.ZmqLoop;

/**
 * Workers that are REP sockets ({@code zhttpreq/SPEC}): each request is one message, and so is its
 * answer.
 *
 * <p>Owner thread: the loop's, but for {@link #call}.
 */
final class ReqOrigin implements ZhttpOrigin, SocketListener {
  private static final byte[] EMPTY = {};

  private final ZmqEndpoint address;
  private final SocketOptions options;
  private final ZmqLoop loop;
  private final ZhttpLimits limits;
  private final String name;
  private final Counters counters;
  private final Map<String, ReqCall> asked = new LinkedHashMap<>();
  private final WaitingCalls<ReqCall> waiting;
  private final LongConsumer ticker = this::onTick;
  private BoundAddresses socket;
  private volatile int workers;

  /**
   * @param options of a DEALER that is bound
   * @param name that workers are told asks
   */
  ReqOrigin(
      ZmqEndpoint address,
      SocketOptions options,
      ZmqLoop loop,
      ZhttpLimits limits,
      String name,
      Counters counters) {
    this.address = address;
    this.options = options;
    this.loop = loop;
    this.limits = limits;
    this.name = name;
    this.counters = counters;
    this.waiting = new WaitingCalls<>(limits, this::give);
  }

  @Override
  public void open() {
    socket = new BoundAddresses(loop, options, new ZmqAddresses(List.of(address)), this, false);
    loop.onTick(ticker);
  }

  @Override
  public OriginCall call(OriginRequest request, OriginListener listener) {
    return new ReqCall(this, request, listener);
  }

  ZmqLoop loop() {
    return loop;
  }

  ZhttpLimits limits() {
    return limits;
  }

  String name() {
    return name;
  }

  /** A request is ready. */
  void send(ReqCall call) {
    if (call.isOver()) {
      return; // given up before its body was whole
    }
    if (socket == null) {
      call.fail(Kind.UNREACHABLE, address + " cannot be bound, so no worker can connect");
      return;
    }
    waiting.add(call, loop.nanoTime());
  }

  /**
   * Gives it to a worker; false: none takes anything. What is sent to a connection that has not
   * shaken hands is lost with it, and nobody would know.
   */
  private boolean give(ReqCall call) {
    boolean isTaken = socket.peers() > 0 && socket.send(EMPTY, call.message());
    if (isTaken) {
      call.since(loop.nanoTime());
      asked.put(call.id(), call);
    }
    return isTaken;
  }

  /** It is not wanted any more. */
  void drop(ReqCall call) {
    boolean unusedWaiting = waiting.remove(call);
    boolean unusedAsked = asked.remove(call.id(), call);
    call.drop();
  }

  @Override
  public void onMessage(List<byte[]> frames) {
    ZhttpReply reply = ZhttpReply.read(frames.get(frames.size() - 1), 0).orElse(null);
    ReqCall call = reply == null ? null : asked.remove(reply.id());
    if (call == null) {
      counters.increment(Counter.ZHTTP_STRAY);
    } else {
      call.answer(reply);
    }
  }

  @Override
  public void onWritable() {
    waiting.sendOn();
  }

  @Override
  public void onPeers(int present) {
    workers = present;
    waiting.sendOn();
  }

  @Override
  public int workers() {
    return workers;
  }

  @Override
  public int waiting() {
    return waiting.size();
  }

  private void onTick(long now) {
    socket.onTick();
    waiting.onTick(now);
    asked
        .values()
        .removeIf(
            call -> {
              boolean isLate = call.isOlder(limits.idleMillis(), now);
              if (isLate) {
                call.fail(Kind.LATE, "no answer in time");
              }
              return isLate;
            });
  }

  @Override
  public void close() {
    loop.cancelTick(ticker);
    waiting.close();
    asked.values().forEach(call -> call.fail(Kind.ABORTED, "the bridge stops"));
    asked.clear();
    if (socket != null) {
      socket.close(0);
    }
  }
}
