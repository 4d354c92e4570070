package org.zmqwebbridge.edge.jetty;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection.UpgradeTo;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.websocket.CloseFrames;

/**
 * A WebSocket that is open only for its close frame, which tells a client why it is refused. What
 * the client sends is thrown away, not read: that something comes means that it has heard, and that
 * the transport may end without losing the frame.
 *
 * <p>Owner thread: Jetty's selector. Lifetime: from the upgrade until the client has heard it, or
 * its {@link Place} is taken away.
 */
final class RefusedConnection extends AbstractConnection.NonBlocking implements UpgradeTo {
  private static final int MAX_THROWN_AWAY_BYTES = 64 * 1024;
  private static final int INPUT_BYTES = 4096;

  /** One of the places for those who are let in only to be told. */
  interface Place {
    void giveBack();
  }

  private final CloseReason reason;
  private final Place place;
  private int thrownAway;

  RefusedConnection(EndPoint endPoint, Executor executor, CloseReason reason, Place place) {
    super(endPoint, executor);
    this.reason = reason;
    this.place = place;
  }

  @Override
  public void onUpgradeTo(ByteBuffer early) {
    thrownAway = early.remaining();
    BufferUtil.clear(early);
  }

  @Override
  public void onOpen() {
    super.onOpen();
    getEndPoint()
        .write(
            Callback.from(this::fillInterested, getEndPoint()::close),
            ByteBuffer.wrap(CloseFrames.of(reason.status())));
  }

  @Override
  public void onFillable() {
    EndPoint endPoint = getEndPoint();
    ByteBuffer input = BufferUtil.allocate(INPUT_BYTES);
    try {
      int filled = endPoint.fill(input);
      thrownAway += filled;
      if (filled < 0 || thrownAway > MAX_THROWN_AWAY_BYTES) {
        endPoint.close();
        return;
      }
      if (filled > 0) {
        endPoint.shutdownOutput(); // the client's end of the stream follows
      }
      fillInterested();
    } catch (IOException broken) {
      endPoint.close(broken);
    }
  }

  @Override
  public void onClose(Throwable cause) {
    super.onClose(cause);
    place.giveBack();
  }
}
