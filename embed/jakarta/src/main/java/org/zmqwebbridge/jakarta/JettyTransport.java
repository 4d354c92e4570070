package org.zmqwebbridge.jakarta;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.zmqwebbridge.edge.Guest;
import org.zmqwebbridge.edge.GuestTransport;

/**
 * The bytes of a connection of Jetty's. Jetty waits for a write, not for when one could be made; so
 * a little of what it did not take is what it waits with.
 *
 * <p>Owner thread: as {@link GuestTransport}.
 */
final class JettyTransport implements GuestTransport {
  private static final int PIECE_BYTES = 16 * 1024;

  private final EndPoint endPoint;
  private final Executor executor;
  private final Guest guest;
  private final Runnable fillInterested;
  private volatile ByteBuffer early = BufferUtil.EMPTY_BUFFER; // came with the handshake
  private volatile ByteBuffer held = BufferUtil.EMPTY_BUFFER; // to be written before all else

  JettyTransport(EndPoint endPoint, Executor executor, Guest guest, Runnable fillInterested) {
    this.endPoint = endPoint;
    this.executor = executor;
    this.guest = guest;
    this.fillInterested = fillInterested;
  }

  /** What the client did not wait for the 101 with. */
  void readAlready(ByteBuffer bytes) {
    early = BufferUtil.copy(bytes);
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    if (isReadable()) {
      int length = Math.min(into.remaining(), early.remaining());
      into.put(early.slice().limit(length));
      early.position(early.position() + length);
      return length;
    }
    ByteBuffer filled = into.slice().limit(0); // Jetty fills from the limit on
    int length = endPoint.fill(filled);
    into.position(into.position() + Math.max(length, 0));
    return length;
  }

  @Override
  public boolean isReadable() {
    return early.hasRemaining();
  }

  @Override
  public void awaitReadable() {
    fillInterested.run();
  }

  @Override
  public boolean write(ByteBuffer bytes) throws IOException {
    if (!endPoint.flush(held)) {
      return false;
    }
    if (endPoint.flush(bytes)) {
      return true;
    }
    held = piece(bytes);
    return false;
  }

  /** A copy, since the rest stays the caller's. */
  private static ByteBuffer piece(ByteBuffer bytes) {
    int length = Math.min(bytes.remaining(), PIECE_BYTES);
    ByteBuffer piece = BufferUtil.copy(bytes.slice().limit(length));
    bytes.position(bytes.position() + length);
    return piece == null ? BufferUtil.EMPTY_BUFFER : piece;
  }

  @Override
  public void awaitWritable() {
    Callback written = Callback.from(() -> executor.execute(guest::onWritable), guest::onFailed);
    endPoint.write(written, held);
  }

  @Override
  public boolean shutdownOutput() {
    if (endPoint.isSecure()) {
      return false; // TLS has no halves
    }
    endPoint.shutdownOutput();
    return true;
  }

  @Override
  public void close() {
    endPoint.close();
  }
}
