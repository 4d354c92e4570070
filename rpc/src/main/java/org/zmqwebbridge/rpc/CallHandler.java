package org.zmqwebbridge.rpc;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.rpc.wire.Answer;
import org.zmqwebbridge.rpc.wire.JsonValues;
import org.zmqwebbridge.rpc.wire.MalformedException;
import org.zmqwebbridge.rpc.wire.Request;

/**
 * From a request's bytes to its answer's, whatever the bytes are: the one place where failures
 * become errors for the caller.
 *
 * <p>Owner thread: any worker (immutable). Lifetime: that of its server.
 */
final class CallHandler {
  private static final Logger log = LoggerFactory.getLogger(CallHandler.class);

  private final Functions functions;
  private final RpcLimits limits;

  CallHandler(Functions functions, RpcLimits limits) {
    this.functions = functions;
    this.limits = limits;
  }

  /**
   * Carries a call out.
   *
   * @param answer takes the answer, at once or, if the function returned a {@code CompletionStage},
   *     when that is complete
   */
  void handle(byte[] body, Consumer<byte[]> answer) {
    try {
      Object result = call(body);
      if (result instanceof CompletionStage<?> later) {
        later.whenComplete(
            (value, failure) ->
                answer.accept(failure == null ? encode(value) : failed(failure).encode()));
      } else {
        answer.accept(encode(result));
      }
    } catch (Throwable failure) { // a StackOverflowError is one call's failure too
      answer.accept(failed(failure).encode());
    }
  }

  private Object call(byte[] body) throws Throwable {
    Request request;
    try {
      request = Request.parse(body, limits.maxDepth(), limits.maxArguments());
    } catch (MalformedException wrong) {
      throw new RpcException(
          wrong.isTooLarge() ? RpcCode.TOO_LARGE : RpcCode.BAD_REQUEST, wrong.getMessage());
    }
    Function function = functions.find(request.function());
    Object[] arguments = function.bind(request.args(), request.kwargs());
    function.checkGuard(arguments);
    return function.invoke(arguments);
  }

  private byte[] encode(Object result) {
    try {
      byte[] answer = new Answer.Returned(JsonValues.of(result)).encode();
      return answer.length <= limits.maxMessageBytes() ? answer : tooLarge().encode();
    } catch (RuntimeException | StackOverflowError notJson) {
      return failed(notJson).encode();
    }
  }

  private Answer tooLarge() {
    return new Answer.Failed(
        RpcCode.TOO_LARGE.text(),
        "the result has more than "
            + limits.maxMessageBytes()
            + " bytes; the call was carried out");
  }

  private Answer failed(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof RpcException meant) {
      return new Answer.Failed(meant.code(), String.valueOf(meant.getMessage()));
    }
    if (cause instanceof InterruptedException) {
      log.warn("a function was interrupted: its time was over, or the server closes");
      return new Answer.Failed(RpcCode.INTERNAL.text(), "the function was interrupted");
    }
    String reference = reference();
    log.error("a function failed; its caller was given the reference {}", reference, cause);
    return new Answer.Failed(
        RpcCode.INTERNAL.text(), "the function failed; the service's log has it as " + reference);
  }

  private static String reference() {
    return String.format("%08x", ThreadLocalRandom.current().nextInt());
  }
}
