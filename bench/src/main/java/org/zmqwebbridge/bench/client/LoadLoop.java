package org.zmqwebbridge.bench.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One selector with all connections of a load. It has no thread: who drives it by {@link #turn}
 * owns everything in it.
 *
 * <p>Owner thread: the driver's; {@link #wakeUp} from any. Lifetime: closed by its maker, with all
 * its connections.
 */
public final class LoadLoop implements AutoCloseable {
  private static final int INPUT = 256 * 1024;
  private static final int RECORDS = 80 * 1024; // what one read through TLS may add

  private final Target target;
  private final InetSocketAddress address;
  private final Selector selector;
  private final Trust trust;
  private final TlsTransport.Scratch scratch;
  private final ByteBuffer upgrade;
  private ByteBuffer input = ByteBuffer.allocate(INPUT);
  private List<Link> dirty = new ArrayList<>();
  private List<Link> flushing = new ArrayList<>();

  /** A loop without connections. */
  public LoadLoop(Target target) {
    this.target = target;
    this.address = target.address();
    this.trust = target.secure() ? new Trust(target) : null;
    this.scratch = target.secure() ? TlsTransport.Scratch.allocate() : null;
    this.upgrade = Upgrade.request(target);
    try {
      this.selector = Selector.open();
    } catch (IOException failure) {
      throw new UncheckedIOException("no selector: " + failure.getMessage(), failure);
    }
  }

  /** What it puts load on. */
  public Target target() {
    return target;
  }

  /**
   * Begins to connect.
   *
   * @param source this side's address, or {@code null} for the system's choice
   * @param receiveBytes the socket's receive buffer, or 0 for the system's choice
   * @throws IOException if there is no socket to be had, or the name cannot be resolved
   */
  public LoadConnection open(Session session, InetSocketAddress source, int receiveBytes)
      throws IOException {
    return open(
        (channel, transport) -> new LoadConnection(this, channel, transport, session),
        source,
        receiveBytes);
  }

  /**
   * Begins to connect.
   *
   * @param source this side's address, or {@code null} for the system's choice
   * @throws IOException if there is no socket to be had, or the name cannot be resolved
   */
  public HttpConnection open(HttpSession session, InetSocketAddress source) throws IOException {
    return open(
        (channel, transport) -> new HttpConnection(this, channel, transport, session), source, 0);
  }

  private interface Maker<L extends Link> {
    L make(SocketChannel channel, Transport transport) throws IOException;
  }

  private <L extends Link> L open(Maker<L> maker, InetSocketAddress source, int receiveBytes)
      throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      if (receiveBytes > 0) {
        channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBytes);
      }
      if (source != null) {
        channel.bind(source);
      }
      if (address.isUnresolved()) {
        throw new IOException("the name " + target.host() + " cannot be resolved");
      }
      Transport transport =
          trust == null
              ? new Transport.Clear(channel)
              : new TlsTransport(channel, trust.engine(), scratch);
      L link = maker.make(channel, transport);
      boolean unused = channel.connect(address);
      return link;
    } catch (IOException failure) {
      channel.close();
      throw failure;
    }
  }

  Selector selector() {
    return selector;
  }

  ByteBuffer upgrade() {
    return upgrade.duplicate();
  }

  /** The buffer that reads go to, empty, with room after what was cut off. */
  ByteBuffer input(int cutBytes) {
    if (input.capacity() - cutBytes < RECORDS) {
      input = ByteBuffer.allocate(2 * input.capacity());
    }
    return input.clear();
  }

  void dirty(Link link) {
    dirty.add(link);
  }

  /** Writes what is to be written, and handles what is there, or comes until the given instant. */
  public void turn(long untilNanos) {
    flush();
    long left = dirty.isEmpty() ? untilNanos - System.nanoTime() : 0;
    try {
      if (left <= 0) {
        selector.selectNow(key -> ((Link) key.attachment()).onReady());
      } else {
        long millis = TimeUnit.NANOSECONDS.toMillis(left) + 1;
        selector.select(key -> ((Link) key.attachment()).onReady(), millis);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("the selector failed: " + failure.getMessage(), failure);
    }
    flush();
  }

  /** Once around: what becomes dirty on the way has its turn in the next. */
  private void flush() {
    List<Link> now = dirty;
    dirty = flushing;
    flushing = now;
    now.forEach(Link::flushDirty);
    now.clear();
  }

  /** Ends a wait of {@link #turn} at once. */
  public void wakeUp() {
    selector.wakeup();
  }

  @Override
  public void close() {
    if (!selector.isOpen()) {
      return;
    }
    try {
      selector.keys().stream().toList().forEach(key -> ((Link) key.attachment()).close());
      selector.close();
    } catch (IOException unimportant) {
      // Nothing of it is used again.
    }
  }
}
