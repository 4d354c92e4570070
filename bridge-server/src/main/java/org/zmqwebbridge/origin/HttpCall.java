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
import org.zmqwebbridge.edge.InterimHead;
import org.zmqwebbridge.edge.ResponseHead;

/**
 * A request by HTTP/1.1, on Jetty's client.
 *
 * <p>Owner thread: none. Lifetime: until its listener has heard the end.
 */
final class HttpCall implements OriginCall {
  private static final int MOST_INTERIMS = 16;

  private final Request request;
  private final OriginListener listener;
  private final AsyncRequestContent body; // null: it was known from the beginning
  private final boolean maySwitch;
  private final PoolWait waits;
  private final AtomicBoolean over = new AtomicBoolean(); // its listener has heard the end
  private final HttpFields.Mutable trailers = HttpFields.build(); // said when the body ends
  private int interims; // owner: the client's
  private volatile boolean begun; // on a connection, so that it may have been sent
  private volatile boolean sent; // so much is known
  private volatile boolean answered;
  private volatile boolean aborted;
  private volatile boolean bodyEnded;
  private volatile OriginFailure wrong; // what is wrong with the answer's head; null: nothing
  private volatile Runnable demand; // for the next part; null: nobody may ask

  /**
   * @param waits ends it where it has no connection for too long
   */
  HttpCall(Request request, OriginListener listener, AsyncRequestContent body, PoolWait waits) {
    this(request, listener, body, waits, false);
  }

  /**
   * @param waits ends it where it has no connection for too long
   * @param maySwitch whether an answer of 101 is seen to by somebody else
   */
  HttpCall(
      Request request,
      OriginListener listener,
      AsyncRequestContent body,
      PoolWait waits,
      boolean maySwitch) {
    this.request = request;
    this.listener = listener;
    this.body = body;
    this.waits = waits;
    this.maySwitch = maySwitch;
  }

  @Override
  public void begin() {
    InterimAnswers.tell(request, this);
    request
        .onRequestBegin(began -> onBegun())
        .onRequestCommit(committed -> sent = true)
        .onResponseHeaders(this::onHead)
        .onResponseContentAsync(this::onContent)
        .onResponseSuccess(this::onWhole)
        .send(this::onComplete);
    waits.begin(this::cut);
  }

  private void onBegun() {
    begun = true;
    waits.end();
  }

  // The request

  /** Those that follow the body; {@code null}: none do. */
  HttpFields trailers() {
    return trailers.size() == 0 ? null : trailers;
  }

  @Override
  public void write(byte[] bytes, Runnable onTaken) {
    body.write(ByteBuffer.wrap(bytes), Callback.from(onTaken, ignored -> {}));
  }

  @Override
  public void endBody(List<HeaderField> said) {
    for (HeaderField field : said) {
      trailers.add(field.name(), field.value());
    }
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

  // What comes before the answer

  /** Its body is wanted. */
  void onContinue() {
    listener.onContinue();
  }

  /** Something has. */
  void onInterim(InterimHead said) {
    if (interims++ < MOST_INTERIMS) {
      listener.onInterim(said);
    }
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
    waits.end();
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
