package org.zmqwebbridge.relay;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.channel.ChannelState;
import org.zmqwebbridge.channel.Channels;
import org.zmqwebbridge.channel.Item;
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

  private final List<String> ids;
  private final Publications publications;

  /**
   * @param ids of its channels, at least one
   */
  PublishVisit(
      Exchange exchange,
      LocationSpec location,
      List<String> ids,
      Channels channels,
      RelayContext context) {
    super(exchange, location, ids.get(0), channels, context);
    this.ids = ids;
    this.publications = new Publications(location, ids, channels, context);
  }

  @Override
  String kind() {
    return "http";
  }

  @Override
  SocketType type() {
    return SocketType.PUB;
  }

  @Override
  List<String> ids() {
    return ids;
  }

  @Override
  void proceed() {
    switch (exchange().head().method()) {
      case "POST", "PUT" -> exchange().readBody(location().publish().maxMessageBytes());
      case "GET", "HEAD" -> ask();
      case "DELETE" -> after(publications.delete(), state -> told(200, state));
      default -> after(publications.state(), state -> ways().noMethod(state.isPresent()));
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
        publications.state(),
        state ->
            state
                .map(there -> ways().asked(id(), there, exchange().head()))
                .orElse(HttpAnswer.empty(404)));
  }

  @Override
  public void onBody(byte[] body) {
    RequestHead head = exchange().head();
    if (head.method().equals("PUT") && !ways().publishesByPut()) {
      after(publications.create(), state -> told(200, state));
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
    } else if (publications.takesRoom(item)) {
      RelayRequest request =
          new RelayRequest(head, true, kind(), location().path().text(), ids, grant().principal());
      after(publications.publish(request, item, key), this::published);
    } else {
      refuse(Counter.RELAY_OVERLOADED, RelayReplies.OVERLOADED);
    }
  }

  private HttpAnswer published(Optional<ChannelState> published) {
    return published
        .map(state -> ways().told(state.subscribers() > 0 ? 201 : 202, state, exchange().head()))
        .orElse(HttpAnswer.empty(204));
  }
}
