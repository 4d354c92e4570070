package org.zmqwebbridge.grip;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.grip.wire.Instruct;
import org.zmqwebbridge.grip.wire.InstructHeaders;
import org.zmqwebbridge.grip.wire.MalformedGripException;
import org.zmqwebbridge.grip.wire.NextLink;
import org.zmqwebbridge.grip.wire.OriginResponse;
import org.zmqwebbridge.grip.wire.PublishItem;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.origin.OriginFailure;

/**
 * Where a stream goes on at its origin: asks there when something is missing, after a while without
 * anything, or when it is told to.
 *
 * <p>Owner thread: none; one answer comes at a time. Lifetime: its stream's.
 */
final class StreamLinks implements LinkFetches.Listener {
  private static final int SUCCESS = 2;

  private final StreamHold hold;
  private final GripVisit visit;
  private final Subscriptions subscriptions;
  private final GripContext context;
  private Link link; // null: there is none; lock: this
  private int seconds; // after which it is asked; 0: only when something is missing; lock: this
  private boolean isAsking; // lock: this
  private boolean ended; // lock: this
  private int attempts; // of the request that is under way
  private int pages; // that have come one after the other
  private volatile Future<?> retry; // null: none
  private volatile long lastActive = System.nanoTime();

  StreamLinks(StreamHold hold, GripVisit visit, Subscriptions subscriptions, GripContext context) {
    this.hold = hold;
    this.visit = visit;
    this.subscriptions = subscriptions;
    this.context = context;
  }

  /** From now on, it goes on where this says. */
  void follow(Instruct instruct) throws MalformedGripException {
    Link next = instruct.next().isEmpty() ? null : resolve(instruct.next().get());
    synchronized (this) {
      link = next;
      seconds = instruct.next().map(NextLink::seconds).orElse(0);
    }
  }

  private synchronized Link resolve(NextLink next) throws MalformedGripException {
    return link == null
        ? Link.of(next.url(), visit.client().head(), context.limits().holds().allowedLinkHosts())
        : link.to(next.url(), visit.client().head(), context.limits().holds().allowedLinkHosts());
  }

  /** Whether what is published is not wanted, because the origin is about to say it. */
  synchronized boolean isAsking() {
    return isAsking;
  }

  /** Whether an item is the next one; if some are missing before it, the origin is asked. */
  boolean takes(Ear ear, PublishItem item) {
    synchronized (this) {
      if (isAsking) {
        return false;
      }
      if (!ear.misses(item)) {
        if (ear.position() != null) {
          item.id().ifPresent(ear::moveTo);
        }
        return true;
      }
    }
    goOn();
    return false;
  }

  /** Something has been published. */
  void active() {
    lastActive = System.nanoTime();
  }

  void tick(long now) {
    boolean isDue;
    synchronized (this) {
      isDue = seconds > 0 && !isAsking && now - lastActive >= TimeUnit.SECONDS.toNanos(seconds);
    }
    if (isDue) {
      goOn();
    }
  }

  /** Asks, if there is a link, and it is not being asked. */
  void goOn() {
    synchronized (this) {
      if (link == null || isAsking || ended) {
        return;
      }
      isAsking = true;
    }
    attempts = 0;
    ask();
  }

  /** It waits again; asks at once where something has been published meanwhile. */
  void waits() {
    synchronized (this) {
      isAsking = false;
      lastActive = System.nanoTime();
    }
    if (subscriptions.isBehind()) {
      goOn();
    }
  }

  private void ask() {
    Link asked;
    synchronized (this) {
      asked = link;
      if (ended) {
        return;
      }
    }
    context
        .links()
        .fetch(
            visit.route(),
            asked,
            visit.client().head(),
            subscriptions.last(),
            context,
            subscriptions::ask,
            this);
  }

  // What comes

  @Override
  public void answered(OriginResponse said) {
    if (said.code() / 100 != SUCCESS) {
      failed(
          new OriginFailure(OriginFailure.Kind.BROKEN, "a link is answered with " + said.code()));
      return;
    }
    try {
      page(InstructHeaders.read(said));
    } catch (MalformedGripException wrong) {
      context.count(Counter.GRIP_MALFORMED);
      visit.leave();
    }
  }

  private void page(Instruct instruct) throws MalformedGripException {
    hold.say(instruct.response().body());
    switch (instruct.mode()) {
      case RESPONSE -> throw new MalformedGripException("a stream goes on as a stream");
      case NONE -> {
        follow(instruct);
        if (instruct.next().isEmpty()) {
          visit.leave();
        } else if (++pages > context.limits().holds().maxLinkedPages()) {
          throw new MalformedGripException("too many pages follow on each other");
        } else {
          attempts = 0;
          hold.whenDrained(this::ask);
        }
      }
      case STREAM -> {
        StreamHold.check(instruct);
        follow(instruct);
        pages = 0;
        CompletionStage<Void> unused = hold.become(instruct).thenRun(this::waits);
      }
    }
  }

  @Override
  public void failed(OriginFailure why) {
    HoldSettings settings = context.limits().holds();
    if (attempts >= settings.maxOriginRetries()) {
      visit.leave();
      return;
    }
    context.count(Counter.GRIP_ORIGIN_RETRIED);
    retry =
        context
            .timer()
            .schedule(this::ask, settings.retryMillis(attempts++), TimeUnit.MILLISECONDS);
    synchronized (this) {
      if (!ended) {
        return;
      }
    }
    end();
  }

  /** Its stream has ended. */
  void end() {
    synchronized (this) {
      ended = true;
    }
    Future<?> later = retry;
    if (later != null) {
      later.cancel(false);
    }
  }
}
