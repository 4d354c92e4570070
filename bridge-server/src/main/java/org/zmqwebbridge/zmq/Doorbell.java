package org.zmqwebbridge.zmq;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.Pipe;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.SelectorProvider;
import java.util.Optional;

/**
 * A pipe for a selector that belongs to somebody else: anyone who is registered there wakes when it
 * {@link #ring rings}. Being registered, it also learns which selector that is.
 *
 * <p>Owner thread: any may ring; registering, {@link #answer} and closing are the selector's
 * thread's.
 */
final class Doorbell extends SelectableChannel {
  private final Pipe.SinkChannel outside;
  private final Pipe.SourceChannel inside;
  private final ByteBuffer rings = ByteBuffer.allocate(64);
  private volatile Selector selector;

  Doorbell() throws IOException {
    Pipe pipe = Pipe.open();
    outside = pipe.sink();
    inside = pipe.source();
    outside.configureBlocking(false);
    inside.configureBlocking(false);
  }

  /** Makes the channel readable. */
  void ring() throws IOException {
    outside.write(ByteBuffer.allocate(1));
  }

  /** Takes back what was rung. */
  void answer() throws IOException {
    do {
      rings.clear();
    } while (inside.read(rings) > 0);
  }

  /** Where it is registered, once it is. */
  Optional<Selector> selector() {
    return Optional.ofNullable(selector);
  }

  @Override
  public SelectionKey register(Selector with, int operations, Object attachment)
      throws ClosedChannelException {
    selector = with;
    return inside.register(with, operations, attachment);
  }

  @Override
  public SelectionKey keyFor(Selector with) {
    return inside.keyFor(with);
  }

  @Override
  public boolean isRegistered() {
    return inside.isRegistered();
  }

  @Override
  public SelectorProvider provider() {
    return inside.provider();
  }

  @Override
  public int validOps() {
    return inside.validOps();
  }

  @Override
  public SelectableChannel configureBlocking(boolean block) {
    throw new UnsupportedOperationException("a doorbell never blocks");
  }

  @Override
  public boolean isBlocking() {
    return false;
  }

  @Override
  public Object blockingLock() {
    return inside.blockingLock();
  }

  @Override
  protected void implCloseChannel() throws IOException {
    inside.close();
    outside.close();
  }
}
