package org.zmqwebbridge.origin;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpStatus;
import org.zmqwebbridge.edge.CloseStatus;
import org.zmqwebbridge.edge.ResponseHead;

/**
 * The way to a WebSocket: a request by HTTP/1.1 that is answered by one, or is refused.
 *
 * <p>Owner thread: none. Lifetime: until its listener has heard the end.
 */
final class SocketCall implements OriginSocket {
  private final Request request;
  private final int maxBytes;
  private final OriginSocketListener listener;
  private final SocketFrames frames;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream(0);
  private final AtomicBoolean over = new AtomicBoolean(); // it has ended before it was open
  private volatile boolean begun; // on a connection, so that it may have been sent
  private volatile boolean sent; // so much is known
  private volatile boolean aborted;

  SocketCall(Request request, int maxBytes, SocketFrames frames, OriginSocketListener listener) {
    this.request = request;
    this.maxBytes = maxBytes;
    this.frames = frames;
    this.listener = listener;
  }

  @Override
  public void begin() {
    request
        .onRequestBegin(began -> begun = true)
        .onRequestCommit(committed -> sent = true)
        .onResponseContent(this::onContent)
        .send(this::onComplete);
  }

  private void onContent(Response response, ByteBuffer part) {
    byte[] bytes = new byte[part.remaining()];
    part.get(bytes);
    if (body.size() + bytes.length > maxBytes) {
      CompletableFuture<Boolean> unused =
          request.abort(new IllegalStateException("its answer is longer than " + maxBytes));
    } else {
      body.writeBytes(bytes);
    }
  }

  private void onComplete(Result result) {
    if (frames.isOpen() || !over.compareAndSet(false, true)) {
      return;
    }
    Response response = result.getResponse();
    if (aborted) {
      listener.onFailed(OriginFailure.UNWANTED);
    } else if (result.isFailed()) {
      listener.onFailed(Failures.of(result.getFailure(), begun, sent, response.getStatus() > 0));
    } else if (response.getStatus() == HttpStatus.SWITCHING_PROTOCOLS_101) {
      listener.onFailed(broken("it switches to something that is no WebSocket"));
    } else {
      refused(response);
    }
  }

  private void refused(Response response) {
    ResponseHead head;
    try {
      head = Heads.of(response);
    } catch (IllegalArgumentException malformed) {
      listener.onFailed(broken("its answer's " + malformed.getMessage()));
      return;
    }
    listener.onRefused(head, body.toByteArray());
  }

  private static OriginFailure broken(String text) {
    return new OriginFailure(OriginFailure.Kind.BROKEN, text);
  }

  @Override
  public void send(boolean isText, byte[] bytes, Runnable onTaken) {
    frames.send(isText, bytes, onTaken);
  }

  @Override
  public void ping(byte[] bytes, Runnable onTaken) {
    frames.ping(bytes, onTaken);
  }

  @Override
  public void pong(byte[] bytes, Runnable onTaken) {
    frames.pong(bytes, onTaken);
  }

  @Override
  public void more() {
    frames.more();
  }

  @Override
  public void close(CloseStatus status) {
    frames.close(status);
  }

  @Override
  public void abort() {
    aborted = true;
    if (!frames.abort()) {
      CompletableFuture<Boolean> unused = request.abort(new InterruptedException("not wanted"));
    }
  }
}
