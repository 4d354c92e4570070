package org.zmqwebbridge.grip.zhttp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.origin.OriginCall;
import org.zmqwebbridge.origin.OriginListener;
import org.zmqwebbridge.origin.OriginRequest;
import org.zmqwebbridge.origin.OriginSocket;
import org.zmqwebbridge.origin.OriginSocketListener;
import org.zmqwebbridge.zmq.Direction;
import org.zmqwebbridge.zmq.Security;
import org.zmqwebbridge.zmq.SocketOptions;
import org.zmqwebbridge.zmq.ZmqLoop;
import org.zmqwebbridge.zmq.ZmqType;

/**
 * All workers that routes name, by where they connect to. One that a route names first is bound
 * then.
 *
 * <p>Owner thread: none.
 */
public final class ZhttpOrigins {
  private static final int HIGH_WATER_MARK = 1_000;
  private static final int HANDSHAKE_MILLIS = 1_000;
  private static final int MAX_PEERS = 1_000;
  private static final int OVERHEAD_BYTES = 65_536;

  private static final Logger log = LoggerFactory.getLogger(ZhttpOrigins.class);

  private final ZmqLoop loop;
  private final ZhttpLimits limits;
  private final Security security;
  private final String name;
  private final Counters counters;
  private final Map<String, ReqOrigin> requests = new ConcurrentHashMap<>();
  private final Map<String, StreamOrigin> streams = new ConcurrentHashMap<>();

  /**
   * @param security of all that is bound
   * @param name by which workers know this process among others; without blanks
   */
  public ZhttpOrigins(
      ZmqLoop loop, ZhttpLimits limits, Security security, String name, Counters counters) {
    this.loop = loop;
    this.limits = limits;
    this.security = security;
    this.name = name;
    this.counters = counters;
  }

  /** Prepares a request to the workers at an address; where that cannot be bound, it fails. */
  public OriginCall open(
      String spec, boolean isRequest, OriginRequest request, OriginListener listener) {
    return at(spec, isRequest).call(request, listener);
  }

  /**
   * Binds, so that workers may connect before there is a request.
   *
   * @throws IllegalArgumentException if others than this machine could be workers
   */
  public void bind(String spec, boolean isRequest) {
    ZhttpSpec.of(spec, isRequest).check(security);
    ZhttpOrigin unused = at(spec, isRequest);
  }

  /**
   * Prepares a WebSocket to a worker that streams.
   *
   * @param maxMessageBytes of a message of the worker's
   */
  public OriginSocket socket(
      String spec, OriginRequest request, int maxMessageBytes, OriginSocketListener listener) {
    return streaming(spec).socket(request, maxMessageBytes, listener);
  }

  /** How many workers are connected there. */
  public int workers(String spec, boolean isRequest) {
    return known(spec, isRequest).map(ZhttpOrigin::workers).orElse(0);
  }

  /** How many requests wait for one. */
  public int waiting(String spec, boolean isRequest) {
    return known(spec, isRequest).map(ZhttpOrigin::waiting).orElse(0);
  }

  private Optional<ZhttpOrigin> known(String spec, boolean isRequest) {
    return Optional.ofNullable(isRequest ? requests.get(spec) : streams.get(spec));
  }

  private ZhttpOrigin at(String spec, boolean isRequest) {
    return isRequest
        ? requests.computeIfAbsent(spec, any -> request(ZhttpSpec.of(spec, true)))
        : streaming(spec);
  }

  private StreamOrigin streaming(String spec) {
    return streams.computeIfAbsent(spec, any -> stream(ZhttpSpec.of(spec, false)));
  }

  private <O extends ZhttpOrigin> O opened(O origin, ZhttpSpec at) {
    loop.post(() -> open(origin, at));
    return origin;
  }

  private void open(ZhttpOrigin origin, ZhttpSpec at) {
    try {
      at.check(security); // a route that a reload has brought
      origin.open();
    } catch (IllegalArgumentException | IllegalStateException refused) {
      log.error("workers of GRIP: {}; their requests fail", refused.getMessage());
      origin.close();
    }
  }

  private ReqOrigin request(ZhttpSpec at) {
    return opened(
        new ReqOrigin(at.addresses().get(0), options(ZmqType.DEALER), loop, limits, name, counters),
        at);
  }

  private StreamOrigin stream(ZhttpSpec at) {
    return opened(
        new StreamOrigin(
            new StreamOrigin.Sockets(
                at.addresses().get(0),
                options(ZmqType.PUSH),
                at.addresses().get(1),
                options(ZmqType.ROUTER),
                at.addresses().get(2),
                options(ZmqType.SUB)),
            loop,
            limits,
            name,
            counters),
        at);
  }

  private SocketOptions options(ZmqType type) {
    return new SocketOptions(
        type,
        Direction.BIND,
        HIGH_WATER_MARK,
        limits.maxBytes() + OVERHEAD_BYTES,
        HANDSHAKE_MILLIS,
        MAX_PEERS,
        security,
        0);
  }

  /** Ends all of them; on the loop. */
  public void close() {
    List<ZhttpOrigin> all = new ArrayList<>(requests.values());
    all.addAll(streams.values());
    requests.clear();
    streams.clear();
    all.forEach(ZhttpOrigin::close);
  }
}
