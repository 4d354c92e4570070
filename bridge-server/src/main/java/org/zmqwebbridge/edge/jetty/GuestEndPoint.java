package org.zmqwebbridge.edge.jetty;

import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Scheduler;
import org.zmqwebbridge.edge.Guest;
import org.zmqwebbridge.edge.GuestRequest;
import org.zmqwebbridge.edge.GuestTransport;

/**
 * A connection that another HTTP server has accepted, as an end point. It counts like one of ours,
 * from when its client is known until its end.
 *
 * <p>Owner thread: none. Lifetime: from its request; its transport comes with {@link #open}.
 */
final class GuestEndPoint extends AbstractEndPoint implements Guest {
  private final GuestRequest request;
  private final AcceptedConnections accepted;
  private final Executor executor;
  private final AtomicReference<Runnable> place = new AtomicReference<>(); // null: not counted yet
  private final AtomicReference<Connection> told = new AtomicReference<>(); // hears of the end
  private volatile Connection next; // what it becomes
  private volatile GuestTransport transport; // null until it is opened

  GuestEndPoint(
      GuestRequest request, AcceptedConnections accepted, Executor executor, Scheduler scheduler) {
    super(scheduler);
    this.request = request;
    this.accepted = accepted;
    this.executor = executor;
  }

  /** Whether its client may have one more connection; this one then counts for it. */
  boolean countsFor(InetAddress client) {
    if (place.get() != null) {
      return true;
    }
    if (!accepted.countsStream(client)) {
      return false;
    }
    place.set(() -> accepted.streamEnded(client));
    if (!isOpen()) {
      giveBack();
    }
    return true;
  }

  private void giveBack() {
    Runnable counted = place.getAndSet(GuestEndPoint::nothing);
    if (counted != null) {
      counted.run();
    }
  }

  private static void nothing() {
    // its place has been given back
  }

  /** What it is for once it is opened. */
  void becomes(Connection connection) {
    next = connection;
  }

  boolean isOpened() {
    return transport != null;
  }

  @Override
  public void open(GuestTransport given) {
    if (!isOpen()) {
      given.close();
      return;
    }
    transport = given;
    told.set(next);
    onOpen();
    upgrade(next);
    if (!isOpen()) {
      given.close(); // it may have been closed just before it had this
      tellEnd(null);
    }
  }

  // In

  @Override
  public void onReadable() {
    getFillInterest().fillable();
  }

  @Override
  public int fill(ByteBuffer buffer) throws IOException {
    int position = BufferUtil.flipToFill(buffer);
    try {
      int filled = isInputShutdown() ? -1 : transport.read(buffer);
      if (filled < 0) {
        shutdownInput();
      }
      return filled;
    } finally {
      BufferUtil.flipToFlush(buffer, position);
    }
  }

  @Override
  protected void needsFillInterest() {
    GuestTransport open = transport;
    if (open == null) {
      return; // nothing is read before it is opened
    }
    if (hasSomething(open)) {
      executor.execute(this::onReadable);
    } else {
      open.awaitReadable();
    }
  }

  /** Or is broken, which reading will say. */
  private static boolean hasSomething(GuestTransport open) {
    try {
      return open.isReadable();
    } catch (IOException broken) {
      return true;
    }
  }

  // Out

  @Override
  public boolean flush(ByteBuffer... buffers) throws IOException {
    if (!isOpen() || isOutputShutdown()) {
      throw new EofException("the connection has ended");
    }
    if (transport == null || !transport.write(BufferUtil.EMPTY_BUFFER)) {
      return false;
    }
    for (ByteBuffer bytes : buffers) {
      if (!transport.write(bytes)) {
        return false;
      }
    }
    return true;
  }

  @Override
  protected void onIncompleteFlush() {
    if (transport != null) {
      transport.awaitWritable();
    }
  }

  @Override
  public void onWritable() {
    getWriteFlusher().completeWrite();
  }

  // The end

  @Override
  public void onFailed(Throwable cause) {
    close(cause);
  }

  @Override
  protected void doShutdownOutput() {
    if (transport == null || !transport.shutdownOutput()) {
      close();
    }
  }

  @Override
  protected void doClose() {
    giveBack();
    if (transport != null) {
      transport.close();
    }
  }

  @Override
  public void onClose(Throwable cause) {
    super.onClose(cause);
    tellEnd(cause);
  }

  private void tellEnd(Throwable cause) {
    Connection connection = told.getAndSet(null);
    if (connection != null) {
      executor.execute(() -> connection.onClose(cause));
    }
  }

  @Override
  public boolean isSecure() {
    return request.secure();
  }

  @Override
  public SocketAddress getRemoteSocketAddress() {
    return request.client();
  }

  @Override
  public SocketAddress getLocalSocketAddress() {
    return request.local();
  }

  @Override
  public Object getTransport() {
    return request;
  }
}
