package org.zmqwebbridge.mongrel2.proxy;

import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.mongrel2.answer.Answerer;
import org.zmqwebbridge.mongrel2.answer.Visit;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.observe.LineKind;
import org.zmqwebbridge.origin.OriginAddress;
import org.zmqwebbridge.origin.OriginFailure;
import org.zmqwebbridge.origin.Origins;

/**
 * Has requests answered by an HTTP server: by the first of several that can be reached. A server is
 * asked once: what may have been sent to one is sent to no other.
 *
 * <p>Owner thread: none. Lifetime: as its configuration; visits outlive it.
 */
public final class ProxyTarget {
  private static final Logger log = LoggerFactory.getLogger(ProxyTarget.class);

  private final Backends backends;
  private final Origins origins;
  private final Counters counters;

  /**
   * A proxy.
   *
   * @param servers in the order in which they are tried; one at least
   * @param nanoTime as {@link System#nanoTime}
   */
  public ProxyTarget(
      List<OriginAddress> servers, Origins origins, LongSupplier nanoTime, Counters counters) {
    this.backends = new Backends(servers, nanoTime);
    this.origins = origins;
    this.counters = counters;
  }

  /**
   * Answers a request.
   *
   * @return who hears of the visit
   */
  public Answerer ask(Visit visit) {
    if (PassedHeaders.askForWebSocket(visit)) {
      PassedSocket socket = new PassedSocket(visit, this);
      socket.begin();
      return socket;
    }
    PassedRequest request = new PassedRequest(visit, this);
    request.begin();
    return request;
  }

  Backends backends() {
    return backends;
  }

  Origins origins() {
    return origins;
  }

  void count(Counter counter) {
    counters.increment(counter);
  }

  /** A server, the last that was asked, has failed a client. */
  void failed(OriginAddress server, OriginFailure why) {
    count(Counter.MONGREL2_PROXY_FAILURES);
    counters.line(
        LineKind.ORIGIN_FAILED,
        more ->
            log.warn(
                "server {} of a proxy failed a client ({}): {}{}",
                server,
                why.kind(),
                why.text(),
                more));
  }
}
