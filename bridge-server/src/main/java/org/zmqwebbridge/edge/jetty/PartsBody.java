package org.zmqwebbridge.edge.jetty;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.zmqwebbridge.edge.ResponseBody;

/**
 * The body of a response that comes in parts, on Jetty, with the client watched until its end.
 *
 * <p>Owner thread: none; whoever ends it first has. Lifetime: from the head of its response until
 * its end, its being broken off, or its client's leaving.
 */
final class PartsBody implements ResponseBody {
  private final HttpCall http;
  private final HeldClient client;
  private final Runnable onGone;
  private final AtomicBoolean over = new AtomicBoolean();

  /**
   * @param onGone is called once, if its client leaves before its end
   */
  PartsBody(HttpCall http, HeldClient client, Runnable onGone) {
    this.http = http;
    this.client = client;
    this.onGone = onGone;
  }

  @Override
  public void write(byte[] bytes, Runnable onTaken) {
    if (!over.get()) {
      http.response()
          .write(
              false,
              ByteBuffer.wrap(bytes),
              Callback.from(InvocationType.NON_BLOCKING, onTaken, this::fail));
    }
  }

  @Override
  public void end() {
    if (over.compareAndSet(false, true)) {
      client.release();
      http.response().write(true, null, http.callback());
    }
  }

  @Override
  public void abort() {
    if (over.compareAndSet(false, true)) {
      client.release();
      client.cut();
    }
  }

  /** It cannot be written, or what it answers not be read. */
  void fail(Throwable cause) {
    if (over.compareAndSet(false, true)) {
      client.release();
      http.callback().failed(cause);
      onGone.run();
    }
  }

  /** Its client has been seen to leave. */
  void leave() {
    if (over.compareAndSet(false, true)) {
      client.cut();
      onGone.run();
    }
  }
}
