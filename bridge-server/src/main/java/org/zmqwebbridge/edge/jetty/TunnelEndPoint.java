package org.zmqwebbridge.edge.jetty;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;

/**
 * The stream of HTTP/2 that a WebSocket is on (RFC 8441): Jetty's end point, but for its end. Both
 * sides end the stream; one that is cut is reset (section 5), where Jetty would only forget it.
 *
 * <p>Owner thread: as its end point's. Loaded only where there is HTTP/2.
 */
final class TunnelEndPoint implements StreamEndPoint, EndPoint.Wrapper {
  private final EndPoint inner;
  private volatile boolean ended; // the client's side
  private volatile boolean broken; // all of it, by its reset

  TunnelEndPoint(EndPoint inner) {
    this.inner = inner;
  }

  @Override
  public EndPoint unwrap() {
    return inner;
  }

  @Override
  public void close(Throwable cause) {
    if (inner.isOpen() && !broken && !(ended && inner.isOutputShutdown())) {
      Stream stream = (Stream) inner.getTransport();
      stream.reset(
          new ResetFrame(stream.getId(), ErrorCode.CANCEL_STREAM_ERROR.code), Callback.NOOP);
    }
    inner.close(cause);
  }

  @Override
  public int fill(ByteBuffer buffer) throws IOException {
    try {
      int filled = inner.fill(buffer);
      ended |= filled < 0;
      return filled;
    } catch (IOException failure) {
      broken = true; // RFC 9113, section 5.4.2: a reset is not answered with one
      throw failure;
    }
  }

  @Override
  public boolean flush(ByteBuffer... buffers) throws IOException {
    return inner.flush(buffers);
  }

  @Override
  public void write(Callback callback, ByteBuffer... buffers) {
    inner.write(callback, buffers);
  }

  @Override
  public Callback cancelWrite(Throwable cause) {
    return inner.cancelWrite(cause);
  }

  @Override
  public void shutdownOutput() {
    inner.shutdownOutput();
  }

  @Override
  public boolean isOutputShutdown() {
    return inner.isOutputShutdown();
  }

  @Override
  public boolean isInputShutdown() {
    return inner.isInputShutdown();
  }

  @Override
  public boolean isOpen() {
    return inner.isOpen();
  }

  @Override
  public void fillInterested(Callback callback) {
    inner.fillInterested(callback);
  }

  @Override
  public boolean tryFillInterested(Callback callback) {
    return inner.tryFillInterested(callback);
  }

  @Override
  public boolean isFillInterested() {
    return inner.isFillInterested();
  }

  @Override
  public SocketAddress getLocalSocketAddress() {
    return inner.getLocalSocketAddress();
  }

  @Override
  public SocketAddress getRemoteSocketAddress() {
    return inner.getRemoteSocketAddress();
  }

  @Override
  public Object getTransport() {
    return inner.getTransport();
  }

  @Override
  public long getCreatedTimeStamp() {
    return inner.getCreatedTimeStamp();
  }

  @Override
  public long getIdleTimeout() {
    return inner.getIdleTimeout();
  }

  @Override
  public void setIdleTimeout(long millis) {
    inner.setIdleTimeout(millis);
  }

  @Override
  public Connection getConnection() {
    return inner.getConnection();
  }

  @Override
  public void setConnection(Connection connection) {
    inner.setConnection(connection);
  }

  @Override
  public void onOpen() {
    inner.onOpen();
  }

  @Override
  public void onClose(Throwable cause) {
    inner.onClose(cause);
  }

  @Override
  public void upgrade(Connection connection) {
    inner.upgrade(connection);
  }
}
