package org.zmqwebbridge.jakarta;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.XnioIoThread;
import org.xnio.conduits.ConduitStreamSinkChannel;
import org.xnio.conduits.ConduitStreamSourceChannel;
import org.xnio.ssl.SslConnection;
import org.zmqwebbridge.edge.Guest;
import org.zmqwebbridge.edge.GuestTransport;

/**
 * The bytes of a connection of Undertow's. Undertow's TLS is for one thread at a time, so it is
 * read and written in the connection's own thread only: elsewhere it takes and has nothing, until
 * it is waited for.
 *
 * <p>Owner thread: as {@link GuestTransport}; the guest is called in the connection's own.
 */
final class UndertowTransport implements GuestTransport {
  private final StreamConnection connection;
  private final Guest guest;
  private final ConduitStreamSourceChannel source;
  private final ConduitStreamSinkChannel sink;
  private final boolean ofOneThread;

  UndertowTransport(StreamConnection connection, Guest guest) {
    this.connection = connection;
    this.guest = guest;
    this.source = connection.getSourceChannel();
    this.sink = connection.getSinkChannel();
    this.ofOneThread = connection instanceof SslConnection;
  }

  void open() {
    source.setReadListener(
        readable -> {
          readable.suspendReads();
          guarded(guest::onReadable);
        });
    sink.setWriteListener(
        writable -> {
          writable.suspendWrites();
          guarded(guest::onWritable);
        });
    inItsThread(() -> guarded(() -> guest.open(this)));
  }

  /** XNIO only logs what is thrown, and nobody would wait for this connection any more. */
  private void guarded(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException bug) {
      guest.onFailed(bug);
      close();
      throw bug;
    }
  }

  private void inItsThread(Runnable task) {
    XnioIoThread thread = connection.getIoThread();
    try {
      thread.execute(task);
    } catch (RuntimeException ended) { // with its server
      guest.onFailed(ended);
    }
  }

  private boolean isElsewhere() {
    return ofOneThread && Thread.currentThread() != connection.getIoThread();
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    return isElsewhere() ? 0 : source.read(into);
  }

  /** Its selector, and TLS, say so when they are asked to wait. */
  @Override
  public boolean isReadable() {
    return false;
  }

  @Override
  public void awaitReadable() {
    inItsThread(source::resumeReads);
  }

  @Override
  public boolean write(ByteBuffer bytes) throws IOException {
    if (isElsewhere()) {
      return false;
    }
    while (bytes.hasRemaining()) {
      if (sink.write(bytes) == 0) {
        return false;
      }
    }
    return sink.flush();
  }

  @Override
  public void awaitWritable() {
    inItsThread(sink::resumeWrites);
  }

  @Override
  public boolean shutdownOutput() {
    if (ofOneThread) {
      return false; // TLS has no halves
    }
    try {
      sink.shutdownWrites();
      return sink.flush();
    } catch (IOException gone) {
      return false;
    }
  }

  @Override
  public void close() {
    if (isElsewhere()) {
      inItsThread(() -> IoUtils.safeClose(connection));
    } else {
      IoUtils.safeClose(connection);
    }
  }
}
