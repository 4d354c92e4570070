package org.zmqwebbridge.edge.jetty;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.util.Callback;

/**
 * The client of one stream of HTTP/2. A reset, or the end of the connection, is told by Jetty; its
 * idle timeout would end what is held on purpose, so it is only on while an answer is written.
 *
 * <p>Owner thread: none.
 */
final class StreamClient implements HeldClient {
  private final HttpCall http;
  private final long writeMillis;
  private final AtomicBoolean released = new AtomicBoolean();
  private Ended stream;

  /**
   * @param writeMillis how long its client may take nothing of an answer
   * @param onGone is called once, by Jetty's thread, if the client leaves
   */
  StreamClient(HttpCall http, long writeMillis, Runnable onGone) {
    this.http = http;
    this.writeMillis = writeMillis;
    http.request()
        .addHttpStreamWrapper(
            wrapped -> {
              stream = new Ended(wrapped);
              return stream;
            });
    stream.setIdleTimeout(0);
    http.request().addFailureListener(failure -> onFailure(failure, onGone));
  }

  private void onFailure(Throwable failure, Runnable onGone) {
    stream.gone = failure instanceof EofException;
    if (released.compareAndSet(false, true)) {
      onGone.run();
    }
  }

  @Override
  public void watch() {
    // Jetty does, from the beginning
  }

  @Override
  public void release() {
    if (released.compareAndSet(false, true)) {
      stream.setIdleTimeout(writeMillis);
    }
  }

  @Override
  public void cut() {
    stream.cut = true;
    http.callback().failed(new EofException("its client has left"));
  }

  /** Ends with a reset instead of Jetty's own answer, and with nothing where a reset has come. */
  private static final class Ended extends HttpStream.Wrapper {
    private volatile boolean cut;
    private volatile boolean gone;

    private Ended(HttpStream wrapped) {
      super(wrapped);
    }

    @Override
    public void send(
        MetaData.Request request,
        MetaData.Response response,
        boolean last,
        ByteBuffer content,
        Callback callback) {
      if (cut) {
        callback.succeeded();
      } else {
        super.send(request, response, last, content, callback);
      }
    }

    @Override
    public void succeeded() {
      if (cut && !gone) {
        super.failed(new EofException("cut"));
      } else {
        super.succeeded();
      }
    }

    /** RFC 9113, section 5.4.2: a reset is not answered with one. */
    @Override
    public void failed(Throwable cause) {
      if (gone) {
        super.succeeded();
      } else {
        super.failed(cause);
      }
    }
  }
}
