package org.zmqwebbridge.grip.zhttp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
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
 * Workers that stream ({@code zhttp/SPEC}): a request begins at a PUSH, goes on at a ROUTER to the
 * worker that has taken it, and its answer comes at a SUB.
 *
 * <p>Owner thread: the loop's, but for {@link #call}.
 */
final class StreamOrigin implements ZhttpOrigin {
  private static final byte[] EMPTY = {};

  /**
   * Where it is bound, and how.
   *
   * @param out of the PUSH
   * @param outStream of the ROUTER
   * @param in of the SUB
   */
  record Sockets(
      ZmqEndpoint out,
      SocketOptions outOptions,
      ZmqEndpoint outStream,
      SocketOptions outStreamOptions,
      ZmqEndpoint in,
      SocketOptions inOptions) {}

  private final Sockets sockets;
  private final ZmqLoop loop;
  private final ZhttpLimits limits;
  private final String name;
  private final Counters counters;
  private final Map<String, StreamCall> calls = new LinkedHashMap<>();
  private final Deque<StreamCall> waiting = new ArrayDeque<>(); // for a worker
  private final LongConsumer ticker = this::onTick;
  private BoundAddresses out;
  private BoundAddresses outStream;
  private BoundAddresses in;

  StreamOrigin(Sockets sockets, ZmqLoop loop, ZhttpLimits limits, String name, Counters counters) {
    this.sockets = sockets;
    this.loop = loop;
    this.limits = limits;
    this.name = name;
    this.counters = counters;
  }

  @Override
  public void open() {
    out = bind(sockets.out(), sockets.outOptions(), new Out());
    outStream = bind(sockets.outStream(), sockets.outStreamOptions(), new OutStream());
    in = bind(sockets.in(), sockets.inOptions(), this::onAnswer);
    in.subscribe((name + " ").getBytes(UTF_8));
    loop.onTick(ticker);
  }

  private BoundAddresses bind(ZmqEndpoint at, SocketOptions options, SocketListener listener) {
    return new BoundAddresses(loop, options, new ZmqAddresses(List.of(at)), listener, false);
  }

  @Override
  public OriginCall call(OriginRequest request, OriginListener listener) {
    return new StreamCall(this, request, listener);
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

  /** Takes what waits for a worker. */
  private final class Out implements SocketListener {
    @Override
    public void onMessage(List<byte[]> frames) {
      // a PUSH hears nothing
    }

    @Override
    public void onWritable() {
      beginOn();
    }

    @Override
    public void onPeers(int present) {
      beginOn();
    }
  }

  /** Workers that are told more come and go. */
  private final class OutStream implements SocketListener {
    @Override
    public void onMessage(List<byte[]> frames) {
      // what a worker has to say it says elsewhere
    }

    @Override
    public void onPeers(int present) {
      sayOn(loop.nanoTime());
    }
  }

  private void sayOn(long now) {
    for (StreamCall call : new ArrayList<>(calls.values())) {
      call.sayOn(now);
    }
  }

  /** A request begins. */
  void begin(StreamCall call) {
    if (in == null) {
      call.fail(Kind.UNREACHABLE, sockets.out() + " cannot be bound, so no worker can connect");
      return;
    }
    if (waiting.size() >= limits.maxWaiting()) {
      call.fail(Kind.BUSY, "too many requests wait for a worker");
      return;
    }
    call.touch(loop.nanoTime());
    waiting.add(call);
    beginOn();
  }

  private void beginOn() {
    while (!waiting.isEmpty() && out.send(waiting.peek().first())) {
      StreamCall begun = waiting.remove();
      begun.touch(loop.nanoTime());
      calls.put(begun.id(), begun);
    }
  }

  /** Sends on to the worker that has it; false: that has gone. */
  boolean send(String worker, byte[] message) {
    return outStream.send(worker.getBytes(UTF_8), EMPTY, message);
  }

  /** It has ended. */
  void forget(StreamCall call) {
    boolean unused = waiting.remove(call);
    calls.remove(call.id(), call);
  }

  private void onAnswer(List<byte[]> frames) {
    byte[] message = frames.get(0);
    int from = name.getBytes(UTF_8).length + 1;
    ZhttpReply reply = ZhttpReply.read(message, from).orElse(null);
    StreamCall call = reply == null ? null : calls.get(reply.id());
    if (call == null) {
      counters.increment(Counter.ZHTTP_STRAY);
    } else {
      call.touch(loop.nanoTime());
      call.hear(reply);
    }
  }

  private void onTick(long now) {
    List.of(out, outStream, in).forEach(BoundAddresses::onTick);
    beginOn();
    while (!waiting.isEmpty() && waiting.peek().isOlder(limits.unreachableMillis(), now)) {
      waiting.remove().fail(Kind.UNREACHABLE, "no worker is connected, or none takes anything");
    }
    for (StreamCall call : new ArrayList<>(calls.values())) {
      if (call.isOlder(limits.idleMillis(), now)) {
        call.fail(Kind.LATE, "it says nothing any more");
      } else {
        call.keepAlive(now);
        call.sayOn(now);
      }
    }
  }

  @Override
  public void close() {
    loop.cancelTick(ticker);
    waiting.clear();
    new ArrayList<>(calls.values()).forEach(call -> call.fail(Kind.ABORTED, "the bridge stops"));
    Stream.of(out, outStream, in).filter(Objects::nonNull).forEach(socket -> socket.close(0));
  }
}
