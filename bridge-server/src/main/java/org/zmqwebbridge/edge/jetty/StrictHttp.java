package org.zmqwebbridge.edge.jetty;

import java.util.function.LongSupplier;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.zmqwebbridge.edge.Lifetimes;

/**
 * HTTP/1 as RFC 9112 has it, without what Jetty forgives: a request that two readers could cut in
 * two ways is refused, and its connection ends.
 *
 * <p>Owner thread: Jetty's.
 */
public final class StrictHttp extends HttpConnectionFactory {
  private final LongSupplier lifetimeMillis;

  /**
   * @param http from now on forgives nothing
   */
  public StrictHttp(HttpConfiguration http) {
    this(http, () -> 0);
  }

  /**
   * @param lifetimeMillis how long a new connection may be kept; 0: for ever
   */
  StrictHttp(HttpConfiguration http, LongSupplier lifetimeMillis) {
    super(http);
    this.lifetimeMillis = lifetimeMillis;
    http.setHttpCompliance(HttpCompliance.STRICT);
  }

  @Override
  public Connection newConnection(Connector connector, EndPoint endPoint) {
    long end = Lifetimes.RANDOM.end(System.nanoTime(), lifetimeMillis.getAsLong());
    return again(connector, endPoint, end);
  }

  /**
   * One on an end point that has been somebody else's meanwhile.
   *
   * @param lifetimeEnd in nanoseconds; 0: never
   */
  StrictConnection again(Connector connector, EndPoint endPoint, long lifetimeEnd) {
    StrictConnection connection =
        new StrictConnection(getHttpConfiguration(), connector, endPoint, lifetimeEnd);
    connection.setTransferEncodingChunkMaxLength(getTransferEncodingChunkMaxLength());
    return configure(connection, connector, endPoint);
  }
}
