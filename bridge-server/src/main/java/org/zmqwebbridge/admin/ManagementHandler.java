package org.zmqwebbridge.admin;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.observe.LineKind;

/**
 * Answers management requests: asks the guard, finds the page or action, and writes what it says.
 *
 * <p>Owner thread: the listener's workers.
 */
final class ManagementHandler extends Handler.Abstract {
  private static final Logger log = LoggerFactory.getLogger(ManagementHandler.class);

  private final ManagementPaths paths;
  private final ManagementGuard guard;
  private final Counters counters;

  ManagementHandler(ManagementPaths paths, ManagementGuard guard, Counters counters) {
    this.paths = paths;
    this.guard = guard;
    this.counters = counters;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String path = Request.getPathInContext(request);
    Optional<ManagementAnswer> refusal = refusal(request, path);
    if (refusal.isPresent()) {
      counters.increment(Counter.MANAGEMENT_REFUSED);
      String why = refusal.get().text().strip();
      counters.line(
          LineKind.MANAGEMENT_REFUSED,
          more -> log.info("management request refused: {}{}", why, more));
      write(refusal.get(), response, callback);
      return true;
    }
    Optional<ManagementAction> action = paths.actionAt(path);
    if (action.isPresent() && HttpMethod.POST.is(request.getMethod())) {
      act(action.get(), request, response, callback);
      return true;
    }
    write(read(request, path), response, callback);
    return true;
  }

  private Optional<ManagementAnswer> refusal(Request request, String path) {
    boolean reads = isRead(request);
    if (reads && paths.isOpen(path)) {
      return Optional.empty(); // load balancers say no Host, or one of their own
    }
    return guard
        .refusesAsForeign(request)
        .or(
            () ->
                reads && paths.needsNoSecret(path)
                    ? Optional.empty()
                    : guard.refusesAsStranger(request))
        .or(() -> reads ? Optional.empty() : guard.refusesAsUnguarded());
  }

  private static boolean isRead(Request request) {
    return HttpMethod.GET.is(request.getMethod()) || HttpMethod.HEAD.is(request.getMethod());
  }

  private ManagementAnswer read(Request request, String path) {
    Optional<ManagementQuery> page = paths.pageAt(path);
    if (page.isPresent() && isRead(request)) {
      return read(page.get(), request.getHttpURI().getQuery());
    }
    if (page.isPresent() || paths.actionAt(path).isPresent()) {
      return ManagementAnswer.text(
          HttpStatus.METHOD_NOT_ALLOWED_405,
          "That is not done here by this method.",
          HttpHeader.ALLOW.asString(),
          page.isPresent() ? "GET, HEAD" : "POST");
    }
    return ManagementAnswer.text(HttpStatus.NOT_FOUND_404, "There is nothing here.");
  }

  private static ManagementAnswer read(ManagementQuery page, String query) {
    try {
      return page.read(query == null ? Map.of() : Fields.form(query));
    } catch (BadRequestException malformed) {
      return ManagementAnswer.text(malformed.status(), malformed.getMessage());
    } catch (IllegalArgumentException wrong) {
      return ManagementAnswer.text(HttpStatus.BAD_REQUEST_400, wrong.getMessage());
    }
  }

  private void act(ManagementAction action, Request request, Response response, Callback callback) {
    RequestBody.fields(request)
        .thenCompose(action::act)
        .exceptionally(this::failure)
        .thenAccept(answer -> write(answer, response, callback));
  }

  private ManagementAnswer failure(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof BadRequestException malformed) {
      return ManagementAnswer.text(malformed.status(), malformed.getMessage());
    }
    counters.line(
        LineKind.MANAGEMENT_FAILED,
        cause,
        (more, trace) -> log.error("a management action failed{}", more, trace));
    return ManagementAnswer.text(HttpStatus.INTERNAL_SERVER_ERROR_500, "It failed; see the log.");
  }

  private static void write(ManagementAnswer answer, Response response, Callback callback) {
    response.setStatus(answer.status());
    response.getHeaders().put("Cache-Control", "no-store");
    response
        .getHeaders()
        .put(ManagementAnswer.POLICY, "default-src 'none'; frame-ancestors 'none'");
    answer
        .headers()
        .forEach((name, value) -> response.getHeaders().put(new HttpField(name, value)));
    response.getHeaders().put("Cross-Origin-Resource-Policy", "same-origin");
    response.getHeaders().put("Referrer-Policy", "no-referrer");
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    Content.Sink.write(response, true, answer.text(), callback);
  }
}
