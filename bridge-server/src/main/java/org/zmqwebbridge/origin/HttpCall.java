package org.zmqwebbridge.origin;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.client.AsyncRequestContent;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
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
  private volatile boolean sent;
  private volatile boolean answered;
  private volatile boolean aborted;
  private volatile Runnable demand; // for the next part; null: nobody may ask

  HttpCall(Request request, OriginListener listener, AsyncRequestContent body) {
    this.request = request;
    this.listener = listener;
    this.body = body;
  }

  @Override
  public void begin() {
    request
        .onRequestCommit(committed -> sent = true)
        .onResponseHeaders(this::onHead)
        .onResponseContentAsync(this::onContent)
        .send(this::onComplete);
  }

  // The request

  @Override
  public void write(byte[] bytes, Runnable onTaken) {
    body.write(ByteBuffer.wrap(bytes), Callback.from(onTaken, ignored -> {}));
  }

  @Override
  public void endBody() {
    body.close();
  }

  @Override
  public void abort() {
    aborted = true;
    CompletableFuture<Boolean> unused = request.abort(new InterruptedException("not wanted"));
  }

  // The answer

  private void onHead(Response response) {
    ResponseHead head = Heads.of(response);
    answered = true;
    listener.onHead(head, response.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH));
  }

  private void onContent(Response response, Content.Chunk chunk, Runnable demander) {
    ByteBuffer buffer = chunk.getByteBuffer();
    if (!buffer.hasRemaining()) {
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

  private void onComplete(Result result) {
    if (result.isSucceeded()) {
      listener.onEnd(trailers(result.getResponse()));
    } else {
      listener.onFailed(
          aborted
              ? OriginFailure.UNWANTED
              : Failures.of(result.getFailure(), sent, answered));
    }
  }

  private static List<HeaderField> trailers(Response response) {
    HttpFields said = response.getTrailers();
    return said == null ? List.of() : Heads.headers(said);
  }
}
