package org.zmqwebbridge.origin;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.zmqwebbridge.edge.HeaderField;

/**
 * The bytes of one WebSocket to a back end, both ways, as they are: read when they are asked for.
 *
 * <p>Owner thread: Jetty's for what comes, one at a time; any for what is sent. Lifetime: from the
 * back end's 101 until its call has heard the end.
 */
final class TunnelLine extends AbstractConnection.NonBlocking implements Connection.UpgradeTo {
  private static final int INPUT_BYTES = 16 << 10;

  private final TunnelCall call;
  private final List<HeaderField> headers;
  private final AtomicBoolean awaitsMore = new AtomicBoolean(true); // nobody has asked
  private byte[] early = {}; // came with the 101; given when asked for

  TunnelLine(EndPoint endPoint, Executor executor, TunnelCall call, List<HeaderField> headers) {
    super(endPoint, executor);
    this.call = call;
    this.headers = headers;
  }

  @Override
  public void onUpgradeTo(ByteBuffer bytes) {
    early = BufferUtil.toArray(bytes);
  }

  @Override
  public void onOpen() {
    super.onOpen();
    getEndPoint().setIdleTimeout(0);
    call.onOpen(headers);
  }

  /** How long it may say nothing is not the client's business. */
  @Override
  public boolean onIdleExpired(TimeoutException timeout) {
    return false;
  }

  /** Asks for the next part. */
  void more() {
    if (!awaitsMore.compareAndSet(true, false)) {
      return;
    }
    byte[] bytes = early;
    if (bytes.length > 0) {
      early = new byte[0];
      give(bytes);
    } else {
      fillInterested();
    }
  }

  private void give(byte[] bytes) {
    awaitsMore.set(true);
    call.onBytes(bytes);
  }

  @Override
  public void onFillable() {
    ByteBuffer input = BufferUtil.allocate(INPUT_BYTES);
    try {
      int filled = getEndPoint().fill(input);
      if (filled > 0) {
        give(BufferUtil.toArray(input));
      } else if (filled == 0) {
        fillInterested();
      } else {
        call.end(List.of());
        close();
      }
    } catch (IOException broken) {
      broken(broken);
    }
  }

  @Override
  public void onFillInterestedFailed(Throwable cause) {
    broken(cause);
  }

  private void broken(Throwable cause) {
    call.fail(
        new OriginFailure(
            OriginFailure.Kind.BROKEN, "its WebSocket broke off: " + Failures.text(cause)));
    close();
  }

  /**
   * Sends bytes.
   *
   * @param onTaken is called when the next may be sent
   */
  void write(byte[] bytes, Runnable onTaken) {
    getEndPoint().write(Callback.from(onTaken, this::broken), ByteBuffer.wrap(bytes));
  }

  void abort() {
    broken(new InterruptedException("not wanted"));
  }

  @Override
  public void onClose(Throwable cause) {
    super.onClose(cause);
    call.end(List.of());
  }
}
