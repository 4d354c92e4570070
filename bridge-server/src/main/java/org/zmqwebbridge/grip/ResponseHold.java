package org.zmqwebbridge.grip;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.channel.ChannelException;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.grip.wire.Instruct;
import org.zmqwebbridge.grip.wire.OriginResponse;
import org.zmqwebbridge.grip.wire.PublishItem;
import org.zmqwebbridge.grip.wire.PublishItem.Action;
import org.zmqwebbridge.observe.Counter;

/**
 * A request that is answered when something is published, or when its time is over.
 *
 * <p>Owner thread: as {@link GripVisit}; the one that answers first has. Lifetime: its visit's.
 */
final class ResponseHold implements Held {
  private static final Optional<String> MODE = Optional.of("response");

  private final GripVisit visit;
  private final Instruct instruct;
  private final GripContext context;
  private volatile Subscriptions subscriptions; // null until it waits
  private boolean isReplayed; // lock: this

  ResponseHold(GripVisit visit, Instruct instruct, GripContext context) {
    this.visit = visit;
    this.instruct = instruct;
    this.context = context;
  }

  @Override
  public void begin(Subscriptions wanted) {
    subscriptions = wanted;
    context.holds().add(this);
    wanted.keep(instruct.meta());
    int seconds = Math.max(context.limits().minHoldSeconds(), instruct.timeoutSeconds());
    visit.client().holdFor(0);
    visit.client().expectAnswerIn(TimeUnit.SECONDS.toMillis(seconds));
    wanted.join();
    if (wanted.isBehind()) {
      replay();
    }
  }

  /** Has its origin be asked again, which is told what this has had. */
  private void replay() {
    synchronized (this) {
      if (isReplayed) {
        return;
      }
      isReplayed = true;
    }
    Subscriptions mine = subscriptions;
    List<HeaderField> last = mine.last();
    mine.ask();
    end();
    visit.askAgain(last, mine.asked(), instruct);
  }

  // What it hears

  @Override
  public Optional<String> mode() {
    return MODE;
  }

  @Override
  public void hear(Ear ear, Turn turn) {
    for (PublishItem item : turn.items()) {
      if (item.response().isPresent() && hear(ear, item, item.response().get())) {
        return;
      }
    }
  }

  /** Whether it was for it; otherwise the next may be. */
  private boolean hear(Ear ear, PublishItem item, PublishItem.Response format) {
    if (format.action() == Action.HINT || (item.previousId().isPresent() && ear.misses(item))) {
      replay();
      return true;
    }
    Optional<OriginResponse> answer = patched(format);
    if (answer.isEmpty()) {
      context.count(Counter.GRIP_PATCHES_FAILED);
      return false;
    }
    if (ear.filters().isEmpty() && format.contentFilters().isEmpty()) {
      send(answer.get());
      return true;
    }
    ear.filters()
        .apply(
            format.contentFilters(),
            item.meta(),
            subscriptions.hearer(),
            answer.get().body(),
            visit.filterAsk(),
            context.counters(),
            content -> content.ifPresent(body -> send(answer.get().withBody(body))));
    return true;
  }

  /** One that does not apply is for others: it waits on. */
  private Optional<OriginResponse> patched(PublishItem.Response format) {
    return format.bodyPatch().isEmpty()
        ? Optional.of(format.answer())
        : BodyPatch.apply(
                instruct.response().body(),
                format.bodyPatch().get(),
                context.limits().maxResponseBytes())
            .map(format.answer()::withBody);
  }

  private void send(OriginResponse said) {
    answer(instruct.response().withHeaders(said.headers()), said);
  }

  @Override
  public void recover(Ear ear) {
    replay();
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
  public void tellGone() {
    visit.tellGone(instruct);
  }

  @Override
  public void failed(ChannelException why) {
    stop();
  }

  @Override
  public void stop() {
    visit.refuse(HttpAnswer.text(503, "Try again later.").retryAfter(1));
  }

  @Override
  public void end() {
    context.holds().remove(this);
    Subscriptions left = subscriptions;
    if (left != null) {
      left.leaveSlowly();
    }
  }
}
