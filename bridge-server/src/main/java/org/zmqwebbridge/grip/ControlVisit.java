package org.zmqwebbridge.grip;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.zmqwebbridge.edge.Exchange;
import org.zmqwebbridge.edge.ExchangeHandler;
import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.grip.wire.MalformedGripException;
import org.zmqwebbridge.grip.wire.PublishItem;
import org.zmqwebbridge.grip.wire.PublishReader;
import org.zmqwebbridge.json.MalformedTextException;
import org.zmqwebbridge.observe.Counter;

/**
 * One request of a publisher's: {@code POST /publish}.
 *
 * <p>Owner thread: the edge's, and whoever has published. Lifetime: its exchange's.
 */
final class ControlVisit implements ExchangeHandler {
  private final Exchange exchange;
  private final GripContext context;

  ControlVisit(Exchange exchange, GripContext context) {
    this.exchange = exchange;
    this.context = context;
  }

  @Override
  public void onOpen() {
    exchange.readBody(context.limits().maxPublishBytes());
  }

  @Override
  public void onBody(byte[] body) {
    try {
      publish(PublishReader.items(new String(body, UTF_8)));
    } catch (MalformedTextException none) {
      refuse("Body is not valid JSON.");
    } catch (MalformedGripException wrong) {
      refuse("Invalid format: " + wrong.getMessage());
    }
  }

  private void refuse(String text) {
    context.count(Counter.GRIP_MALFORMED);
    boolean unused = exchange.answer(HttpAnswer.text(400, text));
  }

  private void publish(List<PublishItem> items) {
    items.forEach(item -> context.count(Counter.GRIP_PUBLISHED));
    CompletionStage<Void> unused =
        context
            .publishing()
            .publish(items)
            .handle(
                (receivers, failure) -> {
                  boolean ignored =
                      exchange.answer(
                          failure == null
                              ? HttpAnswer.text(200, "Published")
                              : HttpAnswer.text(503, "Not published: try again later.")
                                  .retryAfter(1));
                  return null;
                });
  }

  @Override
  public void onGone() {
    // what it has published is published
  }
}
