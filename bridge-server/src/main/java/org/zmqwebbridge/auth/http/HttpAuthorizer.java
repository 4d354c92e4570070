package org.zmqwebbridge.auth.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.auth.Authorizer;
import org.zmqwebbridge.auth.Decision;
import org.zmqwebbridge.auth.RenewalRequest;
import org.zmqwebbridge.auth.ZmqRequest;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.Handshake;

/**
 * Asks a service of the operator's, by an HTTP POST for each question. What is not a plain yes in
 * time is a no: another status, a malformed answer, a redirect, nobody there.
 *
 * <p>Owner thread: hooks' workers ask, the HTTP client's threads bring the answer. Lifetime: as
 * long as the bridge.
 */
public final class HttpAuthorizer extends Authorizer {
  /** The longest answer that is read. */
  static final int MAX_ANSWER_BYTES = 64 * 1024;

  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;

  /** A service has said yes. */
  private record SaidYes(URI service) {}

  private final URI service;
  private final List<String> headers;
  private final Optional<String> secret;
  private final Duration timeout;
  private final InstantSource clock;
  private final HttpClient client;

  /**
   * @param service where to ask
   * @param headers which of the browser's headers it hears, for example {@code cookie}
   * @param secret what the service knows the bridge by; sent as {@code Authorization: Bearer}
   * @param timeout how long it may take
   */
  public HttpAuthorizer(
      URI service,
      List<String> headers,
      Optional<String> secret,
      Duration timeout,
      InstantSource clock) {
    this.service = service;
    this.headers = headers.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    this.secret = secret;
    this.timeout = timeout;
    this.clock = clock;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeout)
            .build();
  }

  @Override
  public Decision websocketAllowed(Handshake handshake) {
    return ask(HttpQuestion.of(handshake, headers));
  }

  @Override
  public Decision zmqAllowed(ZmqRequest request) {
    return ask(HttpQuestion.of(request, headers));
  }

  @Override
  public Decision renewalAllowed(RenewalRequest request) {
    return ask(HttpQuestion.of(request, headers));
  }

  private Decision ask(String question) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(service)
            .header("Content-Type", "application/json")
            .timeout(timeout)
            .POST(HttpRequest.BodyPublishers.ofString(question));
    secret.ifPresent(known -> request.header("Authorization", "Bearer " + known));
    CompletableFuture<HttpResponse<String>> response =
        client.sendAsync(request.build(), head -> new BoundedText(MAX_ANSWER_BYTES));
    CompletableFuture<Decision> decision =
        response.thenApply(this::decision).orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
    return Decision.later(
        decision.whenComplete(
            (value, failure) -> {
              if (failure != null) {
                boolean unused = response.cancel(true); // the one that drips an answer is let go
              }
            }));
  }

  private Decision based(Decision decision) {
    return decision instanceof Decision.Allowed allowed
        ? Decision.allow(allowed.grant().basedOn(new SaidYes(service)))
        : decision;
  }

  /** Whom another service let in, or none, is to come again and be asked about. */
  @Override
  public Optional<CloseReason> objection(Set<Object> basis) {
    return basis.contains(new SaidYes(service))
        ? Optional.empty()
        : Optional.of(CloseReason.ASKED_AGAIN);
  }

  private Decision decision(HttpResponse<String> response) {
    return switch (response.statusCode()) {
      case OK -> based(HttpAnswer.parse(response.body(), clock.instant()));
      case UNAUTHORIZED -> Decision.unauthorized("the service answered with status 401");
      case FORBIDDEN -> Decision.deny("the service answered with status 403");
      default ->
          throw new IllegalStateException(
              service + " answered with status " + response.statusCode());
    };
  }
}
