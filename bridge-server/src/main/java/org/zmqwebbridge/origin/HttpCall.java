package org.zmqwebbridge.origin;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.client.AsyncRequestContent;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Callback;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.edge.ResponseHead;

/**
 * A request by HTTP/1.1, on Jetty's client.
 *
 * <p>Owner thread: none. Lifetime: until its listener has heard the end.
 */
final class HttpCall implements OriginCall {
  private final Request request;
  private final OriginListener listener;
  private final AsyncRequestContent body; // null: it was known from the beginning
  private final boolean maySwitch;
  private final AtomicBoolean over = new AtomicBoolean(); // its listener has heard the end
  private volatile boolean begun; // on a connection, so that it may have been sent
  private volatile boolean sent; // so much is known
  private volatile boolean answered;
  private volatile boolean aborted;
  private volatile boolean bodyEnded;
  private volatile OriginFailure wrong; // what is wrong with the answer's head; null: nothing
  private volatile Runnable demand; // for the next part; null: nobody may ask

  HttpCall(Request request, OriginListener listener, AsyncRequestContent body) {
    this(request, listener, body, false);
  }

  /**
   * @param maySwitch whether an answer of 101 is seen to by somebody else
   */
  HttpCall(Request request, OriginListener listener, AsyncRequestContent body, boolean maySwitch) {
    this.request = request;
    this.listener = listener;
    this.body = body;
    this.maySwitch = maySwitch;
  }

  @Override
  public void begin() {
    request
        .onRequestBegin(began -> begun = true)
        .onRequestCommit(committed -> sent = true)
        .onResponseHeaders(this::onHead)
        .onResponseContentAsync(this::onContent)
        .onResponseSuccess(this::onWhole)
        .send(this::onComplete);
  }

  // The request

  @Override
  public void write(byte[] bytes, Runnable onTaken) {
    body.write(ByteBuffer.wrap(bytes), Callback.from(onTaken, ignored -> {}));
  }

  @Override
  public void endBody() {
    bodyEnded = true;
    body.close();
  }

  @Override
  public void abort() {
    aborted = true;
    cut(new InterruptedException("not wanted"));
  }

  private void cut(Throwable cause) {
    CompletableFuture<Boolean> unused = request.abort(cause);
  }

  // The answer

  private void onHead(Response response) {
    if (maySwitch && response.getStatus() == HttpStatus.SWITCHING_PROTOCOLS_101) {
      return;
    }
    ResponseHead head;
    try {
      head = Heads.of(response);
    } catch (IllegalArgumentException malformed) {
      wrong =
          new OriginFailure(
              OriginFailure.Kind.BROKEN, "its answer cannot be used: " + malformed.getMessage());
      cut(malformed);
      return;
    }
    answered = true;
    listener.onHead(head, response.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH));
  }

  private void onContent(Response response, Content.Chunk chunk, Runnable demander) {
    ByteBuffer buffer = chunk.getByteBuffer();
    if (wrong != null || !buffer.hasRemaining()) {
      demander.run();
      return;
    }
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    demand = demander;
    listener.onPart(bytes);
  }

  @Override
  public void more() {
    Runnable next = demand;
    demand = null;
    if (next != null) {
      next.run();
    }
  }

  /**
   * The answer is, perhaps before all of the request was written, which nobody wants any more. If
   * it was, its completion follows, when its connection is free for the next request.
   */
  private void onWhole(Response response) {
    if (body != null && !bodyEnded && wrong == null && over.compareAndSet(false, true)) {
      listener.onEnd(trailers(response));
      cut(new InterruptedException("it was answered before it was whole"));
    }
  }

  private static List<HeaderField> trailers(Response response) {
    HttpFields said = response.getTrailers();
    return said == null ? List.of() : Heads.headers(said);
  }

  private void onComplete(Result result) {
    if (!over.compareAndSet(false, true)) {
      return;
    }
    if (result.isSucceeded() && wrong == null) {
      listener.onEnd(trailers(result.getResponse()));
    } else {
      listener.onFailed(failure(result));
    }
  }

  private OriginFailure failure(Result result) {
    if (aborted) {
      return OriginFailure.UNWANTED;
    }
    return wrong == null ? Failures.of(result.getFailure(), begun, sent, answered) : wrong;
  }
}
