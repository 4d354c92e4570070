package org.zmqwebbridge.edge.jetty;

import java.time.Duration;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.RateControl;
import org.eclipse.jetty.io.WindowRateControl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.edge.StreamLimits;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.observe.LineKind;

/**
 * How fast the client of one connection of HTTP/2 may cause work that nothing comes of. Jetty ends
 * a connection that is faster; here it is counted.
 *
 * <p>Owner thread: none. Loaded only where HTTP/2 is.
 */
final class CountedRate implements RateControl {
  private static final Logger log = LoggerFactory.getLogger(CountedRate.class);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final int most;
  private final WindowRateControl rate;
  private final Counters counters;
  private final EndPoint endPoint;
  private volatile boolean exceeded;

  /**
   * @param endPoint of the connection
   */
  CountedRate(StreamLimits limits, Counters counters, EndPoint endPoint) {
    this.most = limits.maxHttp2EventsPerSecond();
    this.rate = new WindowRateControl(most, SECOND);
    this.counters = counters;
    this.endPoint = endPoint;
  }

  @Override
  public boolean onEvent(Object event) {
    if (event instanceof ResetFrame reset
        && reset.getError() == ErrorCode.REFUSED_STREAM_ERROR.code) {
      counters.increment(Counter.HTTP2_STREAMS_REFUSED); // by us: clients refuse none
    }
    boolean fine = rate.onEvent(event);
    if (!fine && !exceeded) {
      exceeded = true;
      counters.increment(Counter.HTTP2_EVENTS_EXCEEDED);
      counters.line(
          LineKind.LIMIT_REFUSED,
          more ->
              log.info(
                  "connection closed: {} has sent more than the {} of"
                      + " limits.maxHttp2EventsPerSecond{}",
                  endPoint.getRemoteSocketAddress(),
                  most,
                  more));
    }
    return fine;
  }
}
