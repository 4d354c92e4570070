package org.zmqwebbridge.virtualsocket;

import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.edge.SlowReaderPolicy;
import org.zmqwebbridge.zmq.ZmqEndpoint;

/**
 * One endpoint that the configuration opens to pages.
 *
 * @param name what pages and operators call it
 * @param type the only socket type that may open it
 * @param address where the service is, or (REP) where the bridge binds
 * @param highWaterMark messages that ZeroMQ queues per peer and direction
 * @param handshakeMillis the deadline of a ZeroMQ handshake
 * @param slowReaders what a page that reads too slowly loses of publications; means something for
 *     SUB only
 */
public record EndpointSpec(
    String name,
    SocketType type,
    ZmqEndpoint address,
    int highWaterMark,
    int handshakeMillis,
    SlowReaderPolicy slowReaders) {

  /** What ZeroMQ queues unless told otherwise. */
  public static final int DEFAULT_HIGH_WATER_MARK = 1000;

  /** How long a ZeroMQ handshake may take unless told otherwise, in milliseconds. */
  public static final int DEFAULT_HANDSHAKE_MILLIS = 1000;

  /** An endpoint whose slow readers lose the oldest publications. */
  public EndpointSpec(
      String name, SocketType type, ZmqEndpoint address, int highWaterMark, int handshakeMillis) {
    this(name, type, address, highWaterMark, handshakeMillis, SlowReaderPolicy.OLDEST);
  }

  /** What makes two endpoints share a gateway. */
  record Key(SocketType type, ZmqEndpoint address) {}

  Key key() {
    return new Key(type, address);
  }
}
