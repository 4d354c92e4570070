package org.zmqwebbridge.mongrel2;

import java.nio.file.Path;
import java.util.List;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.zmq.BoundAddresses;
import org.zmqwebbridge.zmq.DirectOptions;
import org.zmqwebbridge.zmq.DirectPush;
import org.zmqwebbridge.zmq.DirectSub;
import org.zmqwebbridge.zmq.SocketListener;
import org.zmqwebbridge.zmq.SocketOptions;
import org.zmqwebbridge.zmq.ZmqAddresses;
import org.zmqwebbridge.zmq.ZmqEndpoint;
import org.zmqwebbridge.zmq.ZmqLoop;
import org.zmqwebbridge.zmq.ZmqType;
import org.zmqwebbridge.zmq.wire.PeerType;

/**
 * How the sockets of handlers are made, and how much may wait for them.
 *
 * <p>Immutable.
 *
 * @param maxWaiting messages that no handler takes, at each pair of sockets
 * @param maxWaitingBytes the same in bytes
 * @param maxReplyBytes a longer reply drops the connection of the handler that sends it
 * @param maxPeers handlers at each socket
 * @param lingerMillis how long what handlers have not taken is still sent at the end
 */
public record HandlerLimits(
    int maxWaiting, long maxWaitingBytes, long maxReplyBytes, int maxPeers, int lingerMillis) {
  /** What holds unless told otherwise. */
  public static final HandlerLimits DEFAULTS =
      new HandlerLimits(10_000, 64L << 20, 16L << 20, 1_000, 200);

  private static final String UNIX = "ipc://";
  private static final int HIGH_WATER_MARK = 1_000;
  private static final int MAX_CONTROL_BYTES = 65_536;
  private static final int MAX_SILENT_BYTES = 4_096;
  private static final int HANDSHAKE_MILLIS = 1_000;

  /** For one handler; what is more waits with its pair. */
  private static final int FULL_BYTES = 64 * 1024;

  /** Binds a PUSH, whose peers say nothing. */
  DirectPush push(
      ZmqLoop loop, String spec, SocketListener listener, boolean isPatient, Counters counters) {
    DirectOptions options =
        new DirectOptions(PeerType.PUSH, MAX_SILENT_BYTES, HANDSHAKE_MILLIS, maxPeers, FULL_BYTES);
    return new DirectPush(loop, options, endpoint(spec), listener, isPatient, counters);
  }

  /** Binds a SUB. */
  DirectSub subscribe(
      ZmqLoop loop, String spec, SocketListener listener, boolean isPatient, Counters counters) {
    DirectOptions options =
        new DirectOptions(PeerType.SUB, maxReplyBytes, HANDSHAKE_MILLIS, maxPeers, FULL_BYTES);
    return new DirectSub(loop, options, endpoint(spec), listener, isPatient, counters);
  }

  /** Binds a ROUTER for few who ask little. */
  BoundAddresses route(ZmqLoop loop, ZmqEndpoint at, SocketListener listener) {
    SocketOptions options =
        SocketOptions.bound(
            ZmqType.ROUTER, HIGH_WATER_MARK, MAX_CONTROL_BYTES, HANDSHAKE_MILLIS, maxPeers);
    return new BoundAddresses(loop, options, new ZmqAddresses(List.of(at)), listener, false);
  }

  /**
   * An address of a configuration; a Unix socket's may be relative to the caller's folder.
   *
   * @throws IllegalArgumentException if it is none, or of a transport that is not there
   */
  static ZmqEndpoint endpoint(String spec) {
    String absolute =
        spec.startsWith(UNIX)
            ? UNIX + Path.of(spec.substring(UNIX.length())).toAbsolutePath().normalize()
            : spec;
    return ZmqEndpoint.parseBound(absolute);
  }
}
