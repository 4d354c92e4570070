package org.zmqwebbridge.jakarta;

import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import org.apache.coyote.http11.upgrade.InternalHttpUpgradeHandler;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SSLSupport;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.zmqwebbridge.edge.Guest;

/**
 * A connection that Tomcat has upgraded. It is Tomcat's own kind of handler, since only that may
 * say when it wants to read on: the others are called again and again while something can be read.
 *
 * <p>Owner thread: Tomcat's, one at a time. Lifetime: made by Tomcat for one connection.
 */
public final class TomcatUpgrade implements InternalHttpUpgradeHandler {
  private volatile Guest guest;
  private volatile SocketWrapperBase<?> socket;

  void guest(Guest here) {
    guest = here;
  }

  @Override
  public void setSocketWrapper(SocketWrapperBase<?> wrapper) {
    socket = wrapper;
  }

  @Override
  public void init(WebConnection connection) {
    socket.setReadTimeout(-1); // the bridge pings instead
    socket.setWriteTimeout(-1); // and ends those that take nothing
    if (socket.getSocket() instanceof NioChannel channel) {
      guarded(() -> guest.open(new TomcatTransport(socket, channel)));
    } else {
      guest.onFailed(new IOException("the connector is not NIO: " + socket));
      socket.close();
    }
  }

  /** Nothing is read before it is asked for: SUSPENDED leaves that to the transport. */
  @Override
  public SocketState upgradeDispatch(SocketEvent event) {
    switch (event) {
      case OPEN_READ -> guarded(guest::onReadable);
      case OPEN_WRITE -> guarded(guest::onWritable);
      default -> guest.onFailed(socket.getError());
    }
    return guest.isOpen() ? SocketState.SUSPENDED : SocketState.CLOSED;
  }

  /** Tomcat closes the socket after a bug, and tells nobody. */
  private void guarded(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException bug) {
      guest.onFailed(bug);
      throw bug;
    }
  }

  @Override
  public void timeoutAsync(long now) {
    // the bridge has deadlines of its own
  }

  @Override
  public void setSslSupport(SSLSupport support) {
    // whether it is secure was said with the request
  }

  @Override
  public void pause() {
    // the bridge is closed before the container stops
  }

  @Override
  public void destroy() {
    guest.onFailed(null);
  }
}
