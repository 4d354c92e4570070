package org.zmqwebbridge.edge.jetty;

import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.HTTP2Stream;
import org.eclipse.jetty.http2.frames.DataFrame;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;

/**
 * The answer of one stream of HTTP/2 as an end point, so that it is written, bounded and ended like
 * a connection.
 *
 * <p>Owner thread: none. Lifetime: until its end, which its connection is told once.
 */
final class OwnStreamEndPoint implements StreamEndPoint {
  private static final Callback NON_BLOCKING =
      Callback.from(InvocationType.NON_BLOCKING, () -> {}, failure -> {});

  private final long created = System.currentTimeMillis();
  private final HTTP2Stream stream;
  private final EndPoint below;
  private final AtomicBoolean over = new AtomicBoolean();
  private final StreamWrites writes = new StreamWrites(this::close);
  private volatile boolean isLast; // the frame that ends it has been given
  private volatile long finishedAt; // all of the answer has been written; 0: not yet
  private volatile Runnable onFinished;
  private volatile boolean isShort; // it is reset where it would end
  private volatile Connection connection;

  /**
   * @param below what the whole connection is on
   */
  OwnStreamEndPoint(HTTP2Stream stream, EndPoint below) {
    this.stream = stream;
    this.below = below;
  }

  HTTP2Stream stream() {
    return stream;
  }

  /** What the whole connection is on. */
  EndPoint below() {
    return below;
  }

  // Out

  /** Writes a head; the last is the end of the answer. */
  void head(MetaData.Response head, boolean last) {
    isLast |= last;
    HeadersFrame frame = new HeadersFrame(stream.getId(), head, null, last);
    writes.add(done -> stream.headers(frame, done), last ? finishing(() -> {}) : NON_BLOCKING);
  }

  /**
   * Writes an answer that is whole.
   *
   * @param onTaken is called once, when it has been written or never will be
   */
  void whole(MetaData.Response head, byte[] body, Runnable onTaken) {
    isLast = true;
    HeadersFrame frame = new HeadersFrame(stream.getId(), head, null, false);
    DataFrame rest = new DataFrame(stream.getId(), ByteBuffer.wrap(body), true);
    writes.add(
        done -> stream.send(new HTTP2Stream.FrameList(frame, rest, null), done),
        finishing(onTaken));
  }

  private Callback finishing(Runnable onTaken) {
    return Callback.from(
        InvocationType.NON_BLOCKING,
        () -> {
          onTaken.run();
          finish();
        },
        failure -> {
          onTaken.run();
          close(failure);
        });
  }

  /** What is written on it. */
  StreamWrites writes() {
    return writes;
  }

  @Override
  public boolean flush(ByteBuffer... buffers) {
    for (ByteBuffer buffer : buffers) {
      if (buffer.hasRemaining()) {
        return false;
      }
    }
    return true;
  }

  /**
   * Writes one buffer.
   *
   * @param buffers exactly one
   */
  @Override
  public void write(Callback callback, ByteBuffer... buffers) {
    writes.add(
        done -> stream.data(new DataFrame(stream.getId(), buffers[0], false), done), callback);
  }

  @Override
  public Callback cancelWrite(Throwable cause) {
    close(cause);
    return null;
  }

  /** What has been written is all that there is, and that is too little. */
  void cutShort() {
    isShort = true;
  }

  @Override
  public void shutdownOutput() {
    if (isShort) {
      reset(ErrorCode.INTERNAL_ERROR, null);
    } else if (!isLast) {
      isLast = true;
      DataFrame end = new DataFrame(stream.getId(), BufferUtil.EMPTY_BUFFER, true);
      writes.add(done -> stream.data(end, done), finishing(() -> {}));
    }
  }

  @Override
  public boolean isOutputShutdown() {
    return isLast || over.get();
  }

  // The end

  /**
   * Has somebody told, once, where all of the answer has been written and its client has not ended
   * its half. A reset now would have many clients drop what they have not read; so it comes later,
   * by {@link #close}, if they do not.
   */
  void whenFinished(Runnable told) {
    onFinished = told;
  }

  private void finish() {
    finishedAt = System.nanoTime() | 1;
    if (stream.isClosed() || stream.isRemotelyClosed()) {
      onGone(null);
    } else {
      onFinished.run();
    }
  }

  /** Whether all of the answer has been written. */
  boolean isFinished() {
    return finishedAt != 0;
  }

  /** Whether it has been for so long, and its client has not ended its half. */
  boolean isLeftOpen(long now, long millis) {
    long at = finishedAt;
    return at != 0 && now - at >= TimeUnit.MILLISECONDS.toNanos(millis);
  }

  @Override
  public void close(Throwable cause) {
    reset(ErrorCode.CANCEL_STREAM_ERROR, cause);
  }

  private void reset(ErrorCode code, Throwable cause) {
    if (over.compareAndSet(false, true)) {
      sendReset(isFinished() ? ErrorCode.NO_ERROR : code); // RFC 9113, section 8.1
      connection.onClose(cause);
    }
  }

  private void sendReset(ErrorCode code) {
    stream.reset(new ResetFrame(stream.getId(), code.code), Callback.NOOP);
  }

  /** It has ended by itself: by its client, or with its connection. */
  void onGone(Throwable cause) {
    if (over.compareAndSet(false, true)) {
      connection.onClose(cause);
    }
  }

  @Override
  public boolean isOpen() {
    return !over.get();
  }

  // In: nothing; bodies are read as frames

  @Override
  public boolean isInputShutdown() {
    return true;
  }

  @Override
  public void fillInterested(Callback callback) {
    throw new UnsupportedOperationException("a stream is not read as an end point");
  }

  @Override
  public boolean tryFillInterested(Callback callback) {
    return false;
  }

  @Override
  public boolean isFillInterested() {
    return false;
  }

  // The rest

  @Override
  public SocketAddress getRemoteSocketAddress() {
    return below.getRemoteSocketAddress();
  }

  @Override
  public Object getTransport() {
    return stream;
  }

  @Override
  public long getCreatedTimeStamp() {
    return created;
  }

  @Override
  public long getIdleTimeout() {
    return stream.getIdleTimeout();
  }

  @Override
  public void setIdleTimeout(long millis) {
    stream.setIdleTimeout(millis);
  }

  @Override
  public boolean isSecure() {
    return below.isSecure();
  }

  @Override
  public Connection getConnection() {
    return connection;
  }

  @Override
  public void setConnection(Connection other) {
    connection = other;
  }

  @Override
  public void onOpen() {
    // it is, from the beginning
  }

  @Override
  public void onClose(Throwable cause) {
    // its connection is told once
  }

  @Override
  public void upgrade(Connection other) {
    throw new UnsupportedOperationException("a stream becomes nothing else");
  }
}
