package org.zmqwebbridge.grip;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.zmqwebbridge.channel.ChannelException;
import org.zmqwebbridge.edge.ByteStream;
import org.zmqwebbridge.edge.Occupant;
import org.zmqwebbridge.edge.Receiver;
import org.zmqwebbridge.edge.ResponseHead;
import org.zmqwebbridge.edge.StreamHandler;
import org.zmqwebbridge.grip.wire.HoldMode;
import org.zmqwebbridge.grip.wire.Instruct;
import org.zmqwebbridge.grip.wire.MalformedGripException;
import org.zmqwebbridge.grip.wire.PublishItem;
import org.zmqwebbridge.grip.wire.PublishItem.Action;
import org.zmqwebbridge.origin.OriginCall;

/**
 * A request whose answer goes on with what is published.
 *
 * <p>Owner thread: as {@link GripVisit}; what it hears comes one at a time for each channel.
 * Lifetime: from its response's head until its stream has ended.
 */
final class StreamHold implements Held, StreamHandler {
  private static final byte[] NOTHING = {};

  private static final Optional<String> MODE = Optional.of("stream");

  private final GripVisit visit;
  private final GripContext context;
  private final Receiver receiver = new Receiver(NOTHING);
  private final SilenceTimes silence = new SilenceTimes();
  private ResponseHead head; // null once it was sent
  private volatile Instruct instruct; // without its response once that was sent
  private volatile OriginCall more; // of its first body; null: that is whole
  private volatile Subscriptions subscriptions; // null until it waits
  private volatile StreamLinks links; // null: nothing of it is anywhere else
  private volatile ByteStream stream; // null until it has begun
  private volatile List<Early> early = new ArrayList<>(0); // null: its beginning was said
  private volatile boolean ended;

  /** What is published between its head and the end of its first body. */
  private record Early(Ear ear, List<PublishItem> items) {}

  /**
   * @param more of its body, which follows in parts; {@code null}: it is whole
   */
  StreamHold(
      GripVisit visit, Instruct instruct, ResponseHead head, OriginCall more, GripContext context) {
    this.visit = visit;
    this.instruct = instruct;
    this.head = head;
    this.more = more;
    this.context = context;
  }

  /** Whether an instruct of a stream can be kept to. */
  static void check(Instruct said) throws MalformedGripException {
    boolean counts = said.channels().stream().anyMatch(one -> one.previousId().isPresent());
    if (counts && said.next().isEmpty()) {
      throw new MalformedGripException("prev-id in a stream needs a Grip-Link with rel=next");
    }
  }

  @Override
  public void begin(Subscriptions wanted) throws MalformedGripException {
    subscriptions = wanted;
    if (instruct.next().isPresent()) {
      StreamLinks made = new StreamLinks(this, visit, wanted, context);
      made.follow(instruct);
      links = made;
    }
    ByteStream opened = visit.client().stream(head, this);
    if (opened == null) {
      visit.leave();
      return;
    }
    stream = opened;
    head = null;
    context.holds().add(this);
    byte[] first = instruct.response().body();
    instruct = instruct.withoutResponse();
    if (more == null) {
      enter(wanted); // before its client can know that it has begun
      say(first);
      goOn();
    } else {
      say(first);
      whenDrained(more::more);
    }
  }

  /** It has said how it begins: says what came meanwhile, and waits. */
  private void goOn() {
    for (List<Early> came = takeEarly(); !came.isEmpty(); came = takeEarly()) {
      came.forEach(one -> hearAll(one.ear(), one.items()));
    }
    StreamLinks next = links;
    if (next == null) {
      return;
    }
    if (instruct.mode() == HoldMode.NONE) {
      next.goOn();
    } else {
      next.waits();
    }
  }

  private synchronized List<Early> takeEarly() {
    List<Early> came = early;
    early = came.isEmpty() ? null : new ArrayList<>(0);
    return came;
  }

  private synchronized boolean keepEarly(Ear ear, Turn turn) {
    return early != null && early.add(new Early(ear, turn.items()));
  }

  // A first body that is long

  /** The next part of it. */
  void bodyPart(byte[] bytes) {
    say(bytes);
    whenDrained(more::more);
  }

  /** All of it has come. */
  void bodyEnd() {
    more = null;
    enter(subscriptions);
    goOn();
  }

  /** Goes on when its client has taken all that it was sent. */
  void whenDrained(Runnable next) {
    ByteStream open = stream;
    if (open != null) {
      Drained.then(open::isDrained, () -> ended, context.timer(), next);
    }
  }

  // What its origin says further

  /** It waits by another instruct from now on. */
  CompletionStage<Void> become(Instruct changed) {
    Subscriptions mine = subscriptions;
    mine.want(changed.channels());
    CompletableFuture<Void> done = new CompletableFuture<>();
    visit.mayHear(
        mine.names(),
        () -> {
          instruct = changed.withoutResponse();
          enter(mine);
          done.complete(null);
        });
    return done;
  }

  private void enter(Subscriptions mine) {
    mine.keep(instruct.meta());
    silence.begin(instruct.keepAlive());
    mine.join();
  }

  // What it hears

  @Override
  public Optional<String> mode() {
    return MODE;
  }

  @Override
  public void hear(Ear ear, Turn turn) {
    ByteStream open = stream;
    if (open == null || (early != null && keepEarly(ear, turn))) {
      return;
    }
    StreamLinks next = links;
    if (next != null) {
      next.active();
    }
    if (turn.isPlainStream() && ear.position() == null && ear.filters().isEmpty()) {
      if (turn.stream().count() > 0 && (next == null || !next.isAsking())) {
        silence.hasSaid();
        open.send(turn.stream(), receiver, context.slowReaders());
      }
      return;
    }
    hearAll(ear, turn.items());
  }

  private void hearAll(Ear ear, List<PublishItem> items) {
    for (PublishItem item : items) {
      if (!hear(ear, item)) {
        return;
      }
    }
  }

  /** Whether it hears further ones. */
  private boolean hear(Ear ear, PublishItem item) {
    StreamLinks next = links;
    if (next != null && !next.takes(ear, item)) {
      return false;
    }
    if (!ear.filters().isEmpty()) {
      item.id().ifPresent(ear::moveTo);
    }
    return item.stream().map(format -> hear(ear, item, format)).orElse(true);
  }

  private boolean hear(Ear ear, PublishItem item, PublishItem.Stream format) {
    switch (format.action()) {
      case CLOSE -> visit.leave();
      case HINT -> recover(ear);
      default ->
          ear.filters()
              .apply(
                  format.contentFilters(),
                  item.meta(),
                  subscriptions.hearer(),
                  format.content(),
                  visit.filterAsk(),
                  context.counters(),
                  content -> content.ifPresent(this::say));
    }
    return format.action() == Action.SEND;
  }

  @Override
  public void recover(Ear ear) {
    StreamLinks next = links;
    if (next != null) {
      next.goOn();
    }
  }

  /** Sends. */
  void say(byte[] bytes) {
    ByteStream open = stream;
    if (open != null && bytes.length > 0) {
      silence.hasSaid();
      open.send(bytes);
    }
  }

  @Override
  public void failed(ChannelException why) {
    visit.leave();
  }

  @Override
  public void stop() {
    visit.leave();
  }

  @Override
  public Occupant occupant() {
    return visit.occupant();
  }

  // Its time

  @Override
  public void onTick(long nanoTime) {
    if (more == null && silence.isOver(nanoTime)) {
      instruct.keepAlive().ifPresent(keep -> sayInSilence(keep.data()));
    }
    StreamLinks next = links;
    if (next != null) {
      next.tick(nanoTime);
    }
  }

  private void sayInSilence(byte[] data) {
    ByteStream open = stream;
    if (open != null && data.length > 0) {
      open.send(data);
    }
  }

  @Override
  public void onLate() {
    // a stream has all the time there is
  }

  // The end

  @Override
  public void onClosed() {
    if (!ended) {
      tellGone();
    }
    visit.leave();
  }

  @Override
  public void tellGone() {
    visit.tellGone(instruct);
  }

  @Override
  public void end() {
    ended = true;
    context.holds().remove(this);
    Subscriptions left = subscriptions;
    if (left != null) {
      left.leave();
    }
    StreamLinks next = links;
    if (next != null) {
      next.end();
    }
    ByteStream open = stream;
    if (open != null) {
      open.end();
    }
  }
}
