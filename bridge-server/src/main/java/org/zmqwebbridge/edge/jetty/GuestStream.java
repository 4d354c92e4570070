package org.zmqwebbridge.edge.jetty;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.HttpChannel;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.zmqwebbridge.edge.Guest;
import org.zmqwebbridge.edge.GuestAnswer;
import org.zmqwebbridge.edge.HeaderField;

/**
 * One request of another server's without a body, and its answer, which is kept until it is whole.
 *
 * <p>Owner thread: the one that answers.
 */
final class GuestStream implements HttpStream {
  private final HttpChannel channel;
  private final GuestEndPoint endPoint;
  private final CompletableFuture<GuestAnswer> answer = new CompletableFuture<>();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private int status;
  private HttpFields fields = HttpFields.EMPTY;
  private Optional<Guest> guest = Optional.empty();

  GuestStream(HttpChannel channel, GuestEndPoint endPoint) {
    this.channel = channel;
    this.endPoint = endPoint;
  }

  CompletionStage<GuestAnswer> answer() {
    return answer;
  }

  @Override
  public void send(
      MetaData.Request request,
      MetaData.Response response,
      boolean last,
      ByteBuffer content,
      Callback callback) {
    if (response != null) {
      status = response.getStatus();
      fields = response.getHttpFields().asImmutable();
    }
    if (status == HttpStatus.SWITCHING_PROTOCOLS_101) {
      endPoint.becomes(
          (Connection) channel.getRequest().getAttribute(UPGRADE_CONNECTION_ATTRIBUTE));
      guest = Optional.of(endPoint);
    }
    if (content != null) {
      body.writeBytes(BufferUtil.toArray(content));
      BufferUtil.clear(content);
    }
    callback.succeeded();
  }

  @Override
  public void succeeded() {
    List<HeaderField> headers = new ArrayList<>();
    for (HttpField field : fields) {
      if (!field.is(HttpHeader.DATE.asString())
          && !field.is(HttpHeader.CONTENT_LENGTH.asString())) {
        headers.add(new HeaderField(field.getName(), field.getValue()));
      }
    }
    answer.complete(new GuestAnswer(status, headers, body.toByteArray(), guest));
  }

  @Override
  public void failed(Throwable cause) {
    endPoint.close(cause);
    answer.completeExceptionally(cause);
  }

  @Override
  public String getId() {
    return "guest";
  }

  @Override
  public Content.Chunk read() {
    return Content.Chunk.EOF;
  }

  @Override
  public void demand() {
    // its end is there at once
  }

  @Override
  public void prepareResponse(HttpFields.Mutable headers) {
    // the other server adds what is its own
  }

  @Override
  public Runnable cancelSend(Throwable cause, Callback callback) {
    return null; // all that is sent is taken at once
  }

  @Override
  public long getIdleTimeout() {
    return 0;
  }

  @Override
  public void setIdleTimeout(long millis) {
    // hooks have a deadline
  }

  @Override
  public boolean isCommitted() {
    return status != 0;
  }

  @Override
  public Throwable consumeAvailable() {
    return null;
  }
}
