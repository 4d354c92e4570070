package org.zmqwebbridge.relay;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.zmqwebbridge.channel.Item;

/**
 * Asks the services of one location ({@link CallOutSpec}).
 *
 * <p>Owner thread: any asks; the HTTP client's bring the answers. Lifetime: the bridge's.
 */
final class HttpCallOut implements RelayHooks {
  private static final int OK = 200;
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;

  private final CallOutSpec spec;
  private final HttpClient client;

  HttpCallOut(CallOutSpec spec, HttpClient client) {
    this.spec = spec;
    this.client = client;
  }

  @Override
  public CompletionStage<Boolean> allows(RelayRequest request) {
    return spec.authorize()
        .<CompletionStage<Boolean>>map(
            service ->
                send(about(request, service).GET())
                    .thenApply(answer -> answer.statusCode() / 100 == 2))
        .orElseGet(() -> CompletableFuture.completedFuture(true));
  }

  @Override
  public CompletionStage<Optional<Item>> publishing(RelayRequest request, Item item) {
    return spec.upstream()
        .<CompletionStage<Optional<Item>>>map(
            service -> send(upstream(request, service, item)).thenApply(told -> result(told, item)))
        .orElseGet(() -> CompletableFuture.completedFuture(Optional.of(item)));
  }

  private HttpRequest.Builder upstream(RelayRequest request, URI service, Item item) {
    HttpRequest.Builder asked =
        about(request, service).POST(BodyPublishers.ofByteArray(item.body()));
    return item.contentType().isEmpty()
        ? asked
        : asked.setHeader("Content-Type", item.contentType());
  }

  private static Optional<Item> result(HttpResponse<byte[]> told, Item item) {
    return switch (told.statusCode()) {
      case OK ->
          Optional.of(
              new Item(
                  told.headers().firstValue("content-type").orElse(item.contentType()),
                  item.event(),
                  told.body()));
      case NOT_MODIFIED -> Optional.of(item);
      case NO_CONTENT -> Optional.empty();
      default -> throw new DeniedException("the service answered with " + told.statusCode());
    };
  }

  @Override
  public void subscribed(RelayRequest request) {
    spec.subscribed().ifPresent(service -> tell(about(request, service)));
  }

  @Override
  public void unsubscribed(RelayRequest request) {
    spec.unsubscribed().ifPresent(service -> tell(about(request, service)));
  }

  private void tell(HttpRequest.Builder notice) {
    CompletableFuture<HttpResponse<byte[]>> unused = send(notice.GET());
  }

  private HttpRequest.Builder about(RelayRequest request, URI service) {
    HttpRequest.Builder asked =
        HttpRequest.newBuilder(service)
            .timeout(Duration.ofMillis(spec.timeoutMillis()))
            .setHeader("X-Channel-Id", encoded(request.channels()))
            .setHeader(
                request.publishes() ? "X-Publisher-Type" : "X-Subscriber-Type", request.kind())
            .setHeader("X-Original-URI", encodedPath(request));
    request.principal().ifPresent(name -> asked.setHeader("X-Principal", encoded(name)));
    Map<String, List<String>> all = request.head().headers();
    for (String name : spec.headers()) {
      all.getOrDefault(name, List.of()).forEach(value -> asked.header(name, value));
    }
    return asked;
  }

  private static String encodedPath(RelayRequest request) {
    String path = encoded(request.head().path()).replace("%2F", "/");
    String query = request.head().query();
    return query.isEmpty() ? path : path + "?" + query;
  }

  /** Header values are of printable characters: ids of others are written as in a path. */
  private static String encoded(List<String> channels) {
    return channels.stream().map(HttpCallOut::encoded).collect(Collectors.joining(","));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private CompletableFuture<HttpResponse<byte[]>> send(HttpRequest.Builder asked) {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(asked.build(), head -> new BoundedBytes(spec.maxAnswerBytes()));
    CompletableFuture<HttpResponse<byte[]>> inTime =
        answer.copy().orTimeout(spec.timeoutMillis(), TimeUnit.MILLISECONDS);
    CompletableFuture<HttpResponse<byte[]>> unused =
        inTime.whenComplete(
            (response, failure) -> {
              if (failure != null) {
                boolean unusedCancel =
                    answer.cancel(true); // the one that drips an answer is let go
              }
            });
    return inTime;
  }
}
