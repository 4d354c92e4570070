package org.zmqwebbridge.grip;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.channel.ChannelException;
import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.grip.wire.Instruct;
import org.zmqwebbridge.grip.wire.OriginResponse;
import org.zmqwebbridge.grip.wire.PublishItem;
import org.zmqwebbridge.grip.wire.PublishItem.Action;
import org.zmqwebbridge.observe.Counter;

/**
 * A request that is answered when something is published, or when its time is over.
 *
 * <p>Owner thread: as {@link GripVisit}; whoever answers first has. Lifetime: its visit's.
 */
final class ResponseHold implements Held {
  private final GripVisit visit;
  private final Instruct instruct;
  private final GripContext context;
  private volatile Subscriptions subscriptions; // null until it waits

  ResponseHold(GripVisit visit, Instruct instruct, GripContext context) {
    this.visit = visit;
    this.instruct = instruct;
    this.context = context;
  }

  @Override
  public void begin(Subscriptions wanted) {
    subscriptions = wanted;
    int seconds = Math.max(context.limits().minHoldSeconds(), instruct.timeoutSeconds());
    visit.client().holdFor(0);
    visit.client().expectAnswerIn(TimeUnit.SECONDS.toMillis(seconds));
    wanted.join();
  }

  @Override
  public void hear(Ear ear, Turn turn) {
    for (PublishItem item : turn.items()) {
      if (item.response().isPresent()) {
        hear(item, item.response().get());
        return;
      }
    }
  }

  private void hear(PublishItem item, PublishItem.Response format) {
    if (format.action() == Action.HINT) {
      end();
      visit.ask(List.of());
    } else if (format.bodyPatch().isPresent()) {
      patch(format);
    } else {
      answer(instruct.response().withHeaders(format.answer().headers()), format.answer());
    }
  }

  /** One that does not apply is for others: it waits on. */
  private void patch(PublishItem.Response format) {
    Optional<byte[]> patched =
        BodyPatch.apply(
            instruct.response().body(),
            format.bodyPatch().orElseThrow(),
            context.limits().maxResponseBytes());
    if (patched.isPresent()) {
      answer(
          instruct.response().withHeaders(format.answer().headers()),
          format.answer().withBody(patched.get()));
    } else {
      context.count(Counter.GRIP_PATCHES_FAILED);
    }
  }

  /**
   * @param headers has those that it is answered with
   */
  private void answer(OriginResponse headers, OriginResponse said) {
    try {
      visit.reply(
          ClientHead.of(
              new OriginResponse(said.code(), said.reason(), headers.headers(), said.body())),
          said.body());
    } catch (IllegalArgumentException wrong) {
      context.count(Counter.GRIP_MALFORMED); // nobody can be answered so: it waits on
    }
  }

  @Override
  public void onLate() {
    visit.reply(ClientHead.of(instruct.response()), instruct.response().body());
  }

  @Override
  public void failed(ChannelException why) {
    visit.refuse(HttpAnswer.text(503, "Try again later.").retryAfter(1));
  }

  @Override
  public void end() {
    Subscriptions left = subscriptions;
    if (left != null) {
      left.leave();
    }
  }
}
