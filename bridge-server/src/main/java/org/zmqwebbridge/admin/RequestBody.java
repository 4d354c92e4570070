package org.zmqwebbridge.admin;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;

/** Reads the body of a management request as it comes, up to a limit; no thread waits for it. */
final class RequestBody {
  private static final int MAX_BYTES = 64 * 1024;

  private RequestBody() {}

  /**
   * What it says, once it has come.
   *
   * @return fails with a {@link BadRequestException} if it is too long or not what it says it is
   */
  static CompletionStage<Map<String, String>> fields(Request request) {
    CompletableFuture<byte[]> body = new CompletableFuture<>();
    Content.Source.asByteArrayAsync(
        request,
        MAX_BYTES,
        Promise.Invocable.from(
            InvocationType.BLOCKING,
            body::complete,
            failure -> body.completeExceptionally(refusal(failure))));
    String contentType = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
    return body.thenApply(bytes -> Fields.of(contentType, bytes));
  }

  private static BadRequestException refusal(Throwable failure) {
    return failure instanceof IllegalStateException // how Jetty says that there is too much
        ? new BadRequestException(
            HttpStatus.PAYLOAD_TOO_LARGE_413, "A body has at most " + MAX_BYTES + " bytes.")
        : new BadRequestException(HttpStatus.BAD_REQUEST_400, "The body has not come whole.");
  }
}
