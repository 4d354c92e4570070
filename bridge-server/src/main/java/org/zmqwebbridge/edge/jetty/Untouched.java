package org.zmqwebbridge.edge.jetty;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.TunnelSupport;
import org.eclipse.jetty.util.Callback;

/**
 * A request that somebody else goes on with: Jetty writes nothing of the answer, and reads nothing
 * of the body, whose bytes it hands on as they came. ({@link HttpStream.Wrapper} would read it.)
 *
 * <p>Owner thread: Jetty's.
 */
final class Untouched implements HttpStream {
  private final HttpStream wrapped;

  Untouched(HttpStream wrapped) {
    this.wrapped = wrapped;
  }

  @Override
  public void send(
      MetaData.Request request,
      MetaData.Response response,
      boolean last,
      ByteBuffer content,
      Callback callback) {
    callback.succeeded();
  }

  @Override
  public Throwable consumeAvailable() {
    return null; // nothing stands in the way of the next request, as far as Jetty is concerned
  }

  @Override
  public String getId() {
    return wrapped.getId();
  }

  @Override
  public Content.Chunk read() {
    return wrapped.read();
  }

  @Override
  public void demand() {
    wrapped.demand();
  }

  @Override
  public void prepareResponse(HttpFields.Mutable headers) {
    wrapped.prepareResponse(headers);
  }

  @Override
  public Runnable cancelSend(Throwable cause, Callback callback) {
    return wrapped.cancelSend(cause, callback);
  }

  @Override
  public long getIdleTimeout() {
    return wrapped.getIdleTimeout();
  }

  @Override
  public void setIdleTimeout(long millis) {
    wrapped.setIdleTimeout(millis);
  }

  @Override
  public boolean isCommitted() {
    return wrapped.isCommitted();
  }

  @Override
  public TunnelSupport getTunnelSupport() {
    return wrapped.getTunnelSupport();
  }

  @Override
  public InvocationType getInvocationType() {
    return wrapped.getInvocationType();
  }

  @Override
  public void succeeded() {
    wrapped.succeeded();
  }

  @Override
  public void failed(Throwable cause) {
    wrapped.failed(cause);
  }
}
