package org.zmqwebbridge.relay;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.channel.Item;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.observe.LineKind;

/**
 * Asks the application's {@link RelayHooks}, and the services of a location, one after the other;
 * the first no is the answer. Fails closed: what fails, is late, or is asked when too many
 * questions are open, is a no.
 *
 * <p>Owner thread: any.
 */
final class CallOuts {
  private static final Logger log = LoggerFactory.getLogger(CallOuts.class);

  private final List<RelayHooks> hooks;
  private final int maxOpen;
  private final Counters counters;
  private final AtomicInteger open = new AtomicInteger();
  private final Map<CallOutSpec, HttpCallOut> services = new ConcurrentHashMap<>(); // few

  /**
   * @param hooks of the application
   * @param maxOpen the most questions that are open at once, of the whole bridge
   */
  CallOuts(List<RelayHooks> hooks, int maxOpen, Counters counters) {
    this.hooks = List.copyOf(hooks);
    this.maxOpen = maxOpen;
    this.counters = counters;
  }

  private List<RelayHooks> of(LocationSpec location) {
    if (location.callOuts().equals(CallOutSpec.NONE)) {
      return hooks;
    }
    List<RelayHooks> all = new ArrayList<>(hooks);
    all.add(services.computeIfAbsent(location.callOuts(), CallOuts::service));
    return all;
  }

  private static HttpCallOut service(CallOutSpec spec) {
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofMillis(spec.timeoutMillis()))
            .build();
    return new HttpCallOut(spec, client);
  }

  /** Whether anybody is asked about what is published at a location. */
  boolean changePublications(LocationSpec location) {
    return !hooks.isEmpty() || location.callOuts().upstream().isPresent();
  }

  /** Whether somebody may; fails where there is no answer. */
  CompletionStage<Boolean> allow(LocationSpec location, RelayRequest request) {
    CompletionStage<Boolean> all = CompletableFuture.completedFuture(true);
    for (RelayHooks one : of(location)) {
      all =
          all.thenCompose(
              yes ->
                  yes
                      ? ask(
                          location,
                          named(one, location.callOuts().authorize()),
                          () -> one.allows(request))
                      : CompletableFuture.completedFuture(false));
    }
    return all.thenApply(
        yes -> {
          if (!yes) {
            counters.increment(Counter.RELAY_CALL_OUTS_DENIED);
          }
          return yes;
        });
  }

  /**
   * What is published in an item's place; empty: nothing. Fails with a {@link DeniedException}
   * where that is a no, and with anything else where there is no answer.
   */
  CompletionStage<Optional<Item>> change(LocationSpec location, RelayRequest request, Item item) {
    CompletionStage<Optional<Item>> all = CompletableFuture.completedFuture(Optional.of(item));
    for (RelayHooks one : of(location)) {
      all =
          all.thenCompose(
              now ->
                  now.isPresent()
                      ? ask(
                          location,
                          named(one, location.callOuts().upstream()),
                          () -> one.publishing(request, now.get()))
                      : CompletableFuture.completedFuture(now));
    }
    return all;
  }

  /** Who is asked, for the log: of a service's address nothing that may be a secret. */
  private static String named(RelayHooks one, Optional<URI> service) {
    return service
        .filter(any -> one instanceof HttpCallOut)
        .map(at -> "service " + at.getScheme() + "://" + at.getHost() + port(at) + at.getRawPath())
        .orElse("hooks");
  }

  private static String port(URI service) {
    return service.getPort() < 0 ? "" : ":" + service.getPort();
  }

  private <T> CompletionStage<T> ask(
      LocationSpec location, String who, Supplier<CompletionStage<T>> question) {
    if (open.incrementAndGet() > maxOpen) {
      open.decrementAndGet();
      counters.increment(Counter.RELAY_CALL_OUTS_REFUSED);
      return CompletableFuture.failedFuture(new TimeoutException("too many questions are open"));
    }
    CompletableFuture<T> answer = new CompletableFuture<>();
    try {
      CompletionStage<T> unused =
          question
              .get()
              .whenComplete(
                  (result, failure) -> {
                    if (failure == null && result != null) {
                      answer.complete(result);
                    } else {
                      answer.completeExceptionally(
                          failure == null ? new NullPointerException("no answer") : failure);
                    }
                  });
    } catch (RuntimeException bug) {
      answer.completeExceptionally(bug);
    }
    return answer
        .orTimeout(location.callOuts().timeoutMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((result, failure) -> onEnd(location, who, failure));
  }

  private void onEnd(LocationSpec location, String who, Throwable failure) {
    open.decrementAndGet();
    if (failure == null) {
      return;
    }
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof DeniedException) {
      counters.increment(Counter.RELAY_CALL_OUTS_DENIED);
      return;
    }
    counters.increment(Counter.RELAY_CALL_OUTS_FAILED);
    counters.line(
        LineKind.HOOK_FAILED,
        more ->
            log.warn("{}: no answer of its {}: {}{}", location.path().text(), who, cause, more));
  }

  /** Somebody is a subscriber that stays. */
  void subscribed(LocationSpec location, RelayRequest request) {
    tell(location, one -> one.subscribed(request));
  }

  /** It is none any more. */
  void unsubscribed(LocationSpec location, RelayRequest request) {
    tell(location, one -> one.unsubscribed(request));
  }

  private void tell(LocationSpec location, Consumer<RelayHooks> notice) {
    for (RelayHooks one : of(location)) {
      try {
        notice.accept(one);
      } catch (RuntimeException bug) {
        counters.increment(Counter.RELAY_CALL_OUTS_FAILED);
      }
    }
  }
}
