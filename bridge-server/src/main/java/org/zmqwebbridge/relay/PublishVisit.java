package org.zmqwebbridge.relay;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.channel.ChannelState;
import org.zmqwebbridge.channel.Channels;
import org.zmqwebbridge.channel.Item;
import org.zmqwebbridge.channel.Published;
import org.zmqwebbridge.edge.Exchange;
import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.edge.RequestHead;
import org.zmqwebbridge.observe.Counter;

/**
 * A publisher: publishes, makes, removes or asks for a channel, and is told of it. What has reached
 * the store is published, whether its client still waits or not.
 *
 * <p>Owner thread: as {@link RelayVisit}.
 */
final class PublishVisit extends RelayVisit {
  private static final int MAX_HEADER = 255; // as long as a name in the media types' registry
  private static final int MAX_KEY = 255;

  PublishVisit(
      Exchange exchange,
      LocationSpec location,
      String id,
      Channels channels,
      RelayContext context) {
    super(exchange, location, id, channels, context);
  }

  @Override
  SocketType type() {
    return SocketType.PUB;
  }

  @Override
  void proceed() {
    switch (exchange().head().method()) {
      case "POST", "PUT" -> exchange().readBody(location().publish().maxMessageBytes());
      case "GET", "HEAD" -> ask();
      case "DELETE" -> delete();
      default -> after(channels().state(channel()), state -> ways().noMethod(state.isPresent()));
    }
  }

  /** Answers when a stage ends. */
  private <T> void after(CompletionStage<T> stage, Answering<T> answering) {
    expectAnswerIn(0);
    watch(
        stage.handle(
            (result, failure) -> {
              if (failure == null) {
                finish(answering.to(result));
              } else {
                fail(failure);
              }
              return null;
            }));
  }

  /** What a result is answered with. */
  @FunctionalInterface
  private interface Answering<T> {
    HttpAnswer to(T result);
  }

  private HttpAnswer told(int status, Optional<ChannelState> state) {
    return state
        .map(there -> ways().told(status, there, exchange().head()))
        .orElse(HttpAnswer.empty(404));
  }

  private void ask() {
    after(
        channels().state(channel()),
        state ->
            state
                .map(there -> ways().asked(id(), there, exchange().head()))
                .orElse(HttpAnswer.empty(404)));
  }

  /** It is told of the channel as it was, and of those who waited there. */
  private void delete() {
    after(channels().state(channel()).thenCompose(this::delete), state -> told(200, state));
  }

  private CompletionStage<Optional<ChannelState>> delete(Optional<ChannelState> state) {
    return channels()
        .delete(channel())
        .thenCompose(
            was ->
                was && ways().keepsDeleted()
                    ? channels().create(channel()).thenApply(isNew -> state)
                    : CompletableFuture.completedFuture(was ? state : Optional.empty()));
  }

  @Override
  public void onBody(byte[] body) {
    RequestHead head = exchange().head();
    if (head.method().equals("PUT") && !ways().publishesByPut()) {
      after(
          channels().create(channel()).thenCompose(isNew -> channels().state(channel())),
          state -> told(200, state));
      return;
    }
    Item item =
        new Item(
            head.header("content-type").orElse(""),
            head.header("x-eventsource-event").orElse(""),
            body);
    Optional<String> key = head.header("idempotency-key");
    if (item.contentType().length() > MAX_HEADER
        || item.event().length() > MAX_HEADER
        || key.orElse("").length() > MAX_KEY) {
      refuse(Counter.RELAY_MALFORMED, RelayReplies.LONG_HEADER);
    } else if (context().requestBytes().tryTake(body.length)) {
      publish(item, key);
    } else {
      refuse(Counter.RELAY_OVERLOADED, RelayReplies.OVERLOADED);
    }
  }

  private void publish(Item item, Optional<String> key) {
    Forward forward = location().publish().forward().map(context().forwards()::get).orElse(null);
    Forward.Sending sending = forward == null ? null : forward.tryReserve(channel(), item.body());
    if (forward != null && sending == null) {
      context().requestBytes().give(item.body().length);
      finish(RelayReplies.OVERLOADED);
      return;
    }
    PublishSpec spec = location().publish();
    after(
        channels()
            .publish(channel(), item, spec.retention(), spec.createOnPost(), key)
            .whenComplete((published, failure) -> sent(item, sending, failure == null)),
        this::published);
  }

  private void sent(Item item, Forward.Sending sending, boolean isPublished) {
    context().requestBytes().give(item.body().length);
    if (sending != null && isPublished) {
      sending.send();
    } else if (sending != null) {
      sending.giveBack();
    }
  }

  private HttpAnswer published(Published published) {
    int status = published.state().subscribers() > 0 ? 201 : 202;
    return ways().told(status, published.state(), exchange().head());
  }
}
