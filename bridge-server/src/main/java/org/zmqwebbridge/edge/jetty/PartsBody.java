package org.zmqwebbridge.edge.jetty;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.edge.ResponseBody;

/**
 * The body of a response that comes in parts, on Jetty, with the client watched until its end.
 *
 * <p>Owner thread: none; the one that ends it first has. Lifetime: from the head of its response
 * until its end, its being broken off, or its client's leaving.
 */
final class PartsBody implements ResponseBody {
  private final HttpCall http;
  private final HeldClient client;
  private final Runnable onGone;
  private final Runnable onOver;
  private final AtomicBoolean over = new AtomicBoolean();
  private final HttpFields.Mutable trailers = HttpFields.build(); // said at its end

  /**
   * @param hasLength whether its client is told how long it is, and so no trailers
   * @param onGone is called once, if its client leaves before its end
   * @param onOver is called once, whatever it ends by
   */
  PartsBody(HttpCall http, boolean hasLength, HeldClient client, Runnable onGone, Runnable onOver) {
    this.http = http;
    if (!hasLength && takesTrailers()) {
      http.response().setTrailersSupplier(() -> trailers);
    }
    this.client = client;
    this.onGone = onGone;
    this.onOver = onOver;
  }

  private boolean takesTrailers() {
    return http.isStream()
        || (http.request().getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_1
            && http.request().getHeaders().contains(HttpHeader.TE, "trailers"));
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

  boolean isOver() {
    return over.get();
  }

  private boolean isFirst() {
    boolean first = over.compareAndSet(false, true);
    if (first) {
      onOver.run();
    }
    return first;
  }

  @Override
  public void end(List<HeaderField> said) {
    if (isFirst()) {
      client.release();
      for (HeaderField field : said) {
        trailers.add(field.name(), field.value());
      }
      http.response().write(true, null, http.callback());
    }
  }

  @Override
  public void abort() {
    if (isFirst()) {
      client.release();
      client.cut();
    }
  }

  /** It cannot be written, or what it answers not be read. */
  void fail(Throwable cause) {
    if (isFirst()) {
      client.release();
      http.callback().failed(cause);
      onGone.run();
    }
  }

  /** Its client has been seen to leave. */
  void leave() {
    if (isFirst()) {
      client.cut();
      onGone.run();
    }
  }
}
