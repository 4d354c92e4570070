package org.zmqwebbridge.edge.jetty;

import java.time.Duration;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.io.RateControl;
import org.eclipse.jetty.io.WindowRateControl;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/**
 * How fast the client of one connection of HTTP/2 may cause work that nothing comes of. Jetty ends
 * a connection that is faster; here it is counted.
 *
 * <p>Owner thread: none. Loaded only where HTTP/2 is.
 */
final class CountedRate implements RateControl {
  private final WindowRateControl rate;
  private final Counters counters;
  private volatile boolean exceeded;

  CountedRate(int mostEvents, Duration in, Counters counters) {
    this.rate = new WindowRateControl(mostEvents, in);
    this.counters = counters;
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
    }
    return fine;
  }
}
