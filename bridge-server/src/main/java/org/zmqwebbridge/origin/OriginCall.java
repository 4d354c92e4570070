package org.zmqwebbridge.origin;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.client.AsyncRequestContent;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Callback;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.edge.ResponseHead;

/**
 * One request to a back end, and its answer on its way.
 *
 * <p>Owner thread: none; every method may be called from any thread and never blocks. Lifetime:
 * until its listener has heard the end; what is called later does nothing.
 */
public final class OriginCall {
  private final Request request;
  private final OriginListener listener;
  private final AsyncRequestContent body; // null: it was known from the beginning
  private volatile boolean sent;
  private volatile boolean answered;
  private volatile boolean aborted;
  private volatile Runnable demand; // for the next part; null: nobody may ask

  OriginCall(Request request, OriginListener listener, AsyncRequestContent body) {
    this.request = request;
    this.listener = listener;
    this.body = body;
  }

  void send() {
    request
        .onRequestCommit(committed -> sent = true)
        .onResponseHeaders(this::onHead)
        .onResponseContentAsync(this::onContent)
        .send(this::onComplete);
  }

  // The request

  /**
   * Writes the next part of a body that comes in parts.
   *
   * @param onTaken is called when the next may be written; not at all if the request has failed,
   *     which its listener is told
   */
  public void write(byte[] bytes, Runnable onTaken) {
    body.write(ByteBuffer.wrap(bytes), Callback.from(onTaken, ignored -> {}));
  }

  /** There is no more of a body that comes in parts. */
  public void endBody() {
    body.close();
  }

  /** It is not wanted any more; its listener hears that it was aborted, if it has not ended. */
  public void abort() {
    aborted = true;
    CompletableFuture<Boolean> unused = request.abort(new InterruptedException("not wanted"));
  }

  // The answer

  private void onHead(Response response) {
    HttpFields fields = response.getHeaders();
    List<HeaderField> headers = new ArrayList<>(fields.size());
    for (HttpField field : fields) {
      headers.add(new HeaderField(field.getName(), field.getValue() == null ? "" : field.getValue()));
    }
    String reason = response.getReason() == null ? "" : response.getReason();
    answered = true;
    listener.onHead(
        new ResponseHead(response.getStatus(), reason, headers),
        fields.getLongField(HttpHeader.CONTENT_LENGTH));
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

  /** Asks for the next part; once for each. */
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
              ? new OriginFailure(OriginFailure.Kind.ABORTED, "it was not wanted any more")
              : Failures.of(result.getFailure(), sent, answered));
    }
  }

  private static List<HeaderField> trailers(Response response) {
    HttpFields said = response.getTrailers();
    List<HeaderField> trailers = new ArrayList<>(0);
    if (said != null) {
      said.forEach(field -> trailers.add(new HeaderField(field.getName(), field.getValue())));
    }
    return trailers;
  }
}
