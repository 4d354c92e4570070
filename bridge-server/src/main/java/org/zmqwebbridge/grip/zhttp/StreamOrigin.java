package org.zmqwebbridge.grip.zhttp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.origin.OriginCall;
import org.zmqwebbridge.origin.OriginFailure.Kind;
import org.zmqwebbridge.origin.OriginListener;
import org.zmqwebbridge.origin.OriginRequest;
import org.zmqwebbridge.origin.OriginSocket;
import org.zmqwebbridge.origin.OriginSocketListener;
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
  private final Map<String, StreamedCall> calls = new LinkedHashMap<>();
  private final Set<WorkerLine> stuck = new LinkedHashSet<>(); // their workers take nothing now
  private final WaitingCalls<StreamedCall> waiting;
  private final LongConsumer ticker = this::onTick;
  private BoundAddresses out;
  private volatile int workers;
  private BoundAddresses outStream;
  private BoundAddresses in;

  StreamOrigin(Sockets sockets, ZmqLoop loop, ZhttpLimits limits, String name, Counters counters) {
    this.sockets = sockets;
    this.loop = loop;
    this.limits = limits;
    this.name = name;
    this.counters = counters;
    this.waiting = new WaitingCalls<>(limits, this::give);
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

  /**
   * Prepares a WebSocket.
   *
   * @param maxBytes of a message of the worker's
   */
  OriginSocket socket(OriginRequest request, int maxBytes, OriginSocketListener listener) {
    return new WorkerSocket(this, request, maxBytes, listener);
  }

  @Override
  public int workers() {
    return workers;
  }

  @Override
  public int waiting() {
    return waiting.size();
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
      waiting.sendOn();
    }

    @Override
    public void onPeers(int present) {
      workers = present;
      waiting.sendOn();
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

  /** Something is still to be told on this line, whether its call is there any more or not. */
  void stuck(WorkerLine line) {
    stuck.add(line);
  }

  private void sayOn(long now) {
    for (WorkerLine line : List.copyOf(stuck)) {
      line.sayOn(now);
      if (line.isOver(now)) {
        stuck.remove(line);
      }
    }
  }

  /** A request begins. */
  void begin(StreamedCall call) {
    if (in == null) {
      call.fail(Kind.UNREACHABLE, sockets.out() + " cannot be bound, so no worker can connect");
    } else {
      waiting.add(call, loop.nanoTime());
    }
  }

  /**
   * Gives it to a worker; false: none takes anything. What is sent to a connection that has not
   * shaken hands is lost with it, and nobody would know.
   */
  private boolean give(StreamedCall call) {
    boolean isTaken = out.peers() > 0 && out.send(call.first());
    if (isTaken) {
      call.line().touch(loop.nanoTime());
      calls.put(call.id(), call);
    }
    return isTaken;
  }

  /** Sends on to the worker that has it; false: that has gone. */
  boolean send(String worker, byte[] message) {
    return outStream.send(worker.getBytes(UTF_8), EMPTY, message);
  }

  /** It has ended. */
  void forget(StreamedCall call) {
    boolean unused = waiting.remove(call);
    calls.remove(call.id(), call);
  }

  private void onAnswer(List<byte[]> frames) {
    byte[] message = frames.get(0);
    int from = name.getBytes(UTF_8).length + 1;
    ZhttpReply reply = ZhttpReply.read(message, from).orElse(null);
    if (reply == null) {
      counters.increment(Counter.ZHTTP_STRAY);
    } else {
      reply.each().forEach(this::hear);
    }
  }

  private void hear(ZhttpReply reply) {
    StreamedCall call = calls.get(reply.id());
    if (call == null) {
      counters.increment(Counter.ZHTTP_STRAY);
      return;
    }
    call.line().touch(loop.nanoTime());
    call.line().isFrom(reply.from());
    call.hear(reply);
  }

  private void onTick(long now) {
    List.of(out, outStream, in).forEach(BoundAddresses::onTick);
    waiting.onTick(now);
    for (StreamedCall call : new ArrayList<>(calls.values())) {
      if (call.line().isSilent(limits.idleMillis(), now)) {
        call.fail(Kind.LATE, "it says nothing any more");
      } else {
        call.line().keepAlive(now);
      }
    }
    sayOn(now);
  }

  @Override
  public void close() {
    loop.cancelTick(ticker);
    waiting.close();
    new ArrayList<>(calls.values()).forEach(call -> call.fail(Kind.ABORTED, "the bridge stops"));
    Stream.of(out, outStream, in).filter(Objects::nonNull).forEach(socket -> socket.close(0));
  }
}
