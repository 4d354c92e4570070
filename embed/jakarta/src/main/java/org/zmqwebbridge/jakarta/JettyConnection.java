package org.zmqwebbridge.jakarta;

import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.zmqwebbridge.edge.Guest;

/**
 * A connection that Jetty has upgraded.
 *
 * <p>Owner thread: Jetty's, one call of each kind at a time. Lifetime: made for one connection.
 */
final class JettyConnection extends AbstractConnection implements Connection.UpgradeTo {
  private final Guest guest;
  private final JettyTransport transport;

  JettyConnection(EndPoint endPoint, Executor executor, Guest guest) {
    super(endPoint, executor);
    this.guest = guest;
    this.transport = new JettyTransport(endPoint, executor, guest, this::fillInterested);
  }

  @Override
  public void onUpgradeTo(ByteBuffer readAlready) {
    transport.readAlready(readAlready);
  }

  @Override
  public void onOpen() {
    super.onOpen();
    getEndPoint().setIdleTimeout(0); // the bridge pings instead, and ends those that take nothing
    guest.open(transport);
  }

  @Override
  public void onFillable() {
    guest.onReadable();
  }

  @Override
  public void onFillInterestedFailed(Throwable cause) {
    guest.onFailed(cause);
  }

  @Override
  public void onClose(Throwable cause) {
    super.onClose(cause);
    guest.onFailed(cause);
  }
}
