package org.zmqwebbridge.blastbeat;

import java.util.List;
import org.zmqwebbridge.blastbeat.wire.Destination;
import org.zmqwebbridge.observe.Counter;

/**
 * What the client of one session asks, and how its node answers: one request after the other.
 *
 * <p>Owner thread: the loop's. Lifetime: its session's.
 */
final class Requests {
  private static final byte[] NOTHING = {};

  private final Session session;
  private final House house;
  private final Answers answers = new Answers();
  private Asked opening; // of a WebSocket of which nothing was heard yet; or null

  Requests(Session session, House house) {
    this.session = session;
    this.house = house;
  }

  Answers answers() {
    return answers;
  }

  // From its client

  /** A request has come. */
  void ask(Asked asked) {
    answers.add(asked);
    if (answers.first() == asked) {
      begin(asked);
    } else if (!asked.waitsForTurn()) {
      tell(asked);
    }
    if (answers.size() >= house.limits().maxPipelined()) {
      session.pause(Session.Pause.ANSWERS);
    }
  }

  private void begin(Asked asked) {
    if (asked.refusal() != null) {
      session.refuse(asked.refusal());
      return;
    }
    if (asked.visit() != null) {
      visit(asked);
      return;
    }
    Kept kept =
        asked.cacheKey() == null || asked.isSent()
            ? null
            : session.vhost().cache().answer(asked.cacheKey(), house.now());
    if (kept != null) {
      house.counters().increment(Counter.BLASTBEAT_CACHE_HITS);
      answer(kept);
    } else if (asked.isSent() || tell(asked)) {
      if (asked.manner().expectsContinue()) {
        session.carrier().welcomeBody();
      }
      if (asked.accept() != null) {
        opening = asked;
        answers.removeFirst();
        session.open(asked.accept());
      }
    }
  }

  private void visit(Asked asked) {
    if (asked.manner().expectsContinue()) {
      session.carrier().welcomeBody();
    }
    asked.visit().begin(session);
  }

  /** The first becomes a WebSocket that is read here. */
  void open(SocketReader reader) {
    String accept = answers.first().accept();
    answers.removeFirst();
    session.open(accept, reader);
  }

  /** The first is answered by this. */
  void answer(Kept kept) {
    Asked asked = answers.first();
    session.carrier().head(kept.headBytes(), kept.head());
    session.carrier().bytes(asked.manner().isOfHead() ? NOTHING : kept.body());
    session.carrier().answered();
    answers.removeFirst();
    boolean isLast = !kept.head().isPersistent() || !asked.manner().isPersistent();
    step(isLast ? Answers.Step.LAST : Answers.Step.ANSWERED);
  }

  /** Tells a node of a request, another one where the first has gone; whether one was told. */
  private boolean tell(Asked asked) {
    while (session.seat().isTaken()) {
      switch (session.seat().tell(asked.type(), asked.packet())) {
        case SENT -> {
          asked.sent();
          asked.waitsFor(session.node());
          house.counters().increment(Counter.BLASTBEAT_REQUESTS);
          return true;
        }
        case FULL -> {
          refuse(asked, Refusal.BUSY);
          return false;
        }
        case GONE -> {
          if (answers.isAnySent()) {
            session.seat().lose();
            return false;
          }
          session.seat().leave();
        }
      }
    }
    refuse(asked, Refusal.NO_NODE);
    return false;
  }

  private void refuse(Asked asked, Refusal refusal) {
    asked.refuse(refusal);
    if (answers.first() == asked) {
      session.refuse(refusal);
    }
  }

  /** A piece of the body of the last request; empty: its end, where nothing else tells that. */
  void part(byte[] bytes) {
    Asked asked = answers.last();
    if (asked != null && asked.refusal() != null) {
      return;
    }
    if (asked != null && asked.visit() != null) {
      asked.visit().part(bytes);
      return;
    }
    Destination elsewhere = session.membership().ofBodies();
    if (elsewhere != null) {
      house.routing().passOn(session, elsewhere, bytes);
      return;
    }
    if (asked != null && bytes.length == 0) {
      asked.endTold();
    } else if (asked != null && !asked.keep(bytes, house)) {
      house.counters().increment(Counter.BLASTBEAT_REPLAYS_DROPPED);
    }
    session.say(Words.BODY, bytes);
  }

  /** What comes of the body of the last request is none. */
  void failLast(Refusal refusal) {
    Asked asked = answers.last();
    if (asked == null || asked == answers.first()) {
      session.fail(refusal);
    } else {
      asked.refuse(refusal); // in its turn
    }
  }

  // From its node

  /** A piece of an answer has come. */
  void step(Answers.Step step) {
    switch (step) {
      case ON -> {}
      case ANSWERED -> next();
      case LAST -> session.finish();
      case WRONG -> onWrong();
    }
  }

  private void next() {
    if (answers.size() < house.limits().maxPipelined()) {
      session.resume(Session.Pause.ANSWERS);
    }
    Asked following = answers.first();
    if (following != null) {
      begin(following);
    } else if (house.isDraining()) {
      session.finish();
    }
  }

  /** Its node has said something that is no answer. */
  void onWrong() {
    house.counters().increment(Counter.BLASTBEAT_ANSWERS_MALFORMED);
    Node said = session.node();
    if (said != null) {
      said.asks().fail();
    }
    house.warn(session.node(), "it has said something that is no answer");
    if (session.isSocket() || !answers.isEmpty()) { // or nobody waits, and nothing was passed on
      session.fail(Refusal.NODE_WRONG);
    }
  }

  /** Something was said on its WebSocket: no other node can have it any more. */
  void opened() {
    opening = null;
  }

  /** Its node wants another to answer. */
  void retry() {
    boolean can = session.isSocket() ? opening != null : !answers.isEmpty() && answers.canMove();
    if (!can) {
      onWrong();
      return;
    }
    house.counters().increment(Counter.BLASTBEAT_RETRIES);
    Asked asked = session.isSocket() ? opening : answers.first();
    if (asked.hop() > house.config().options().maxHops()) {
      session.fail(Refusal.TOO_MANY_HOPS);
    } else if (!session.seat().change()) {
      session.fail(Refusal.NO_NODE);
    } else if (session.isSocket()) {
      session.say(asked.type(), asked.packet());
    } else {
      tellAgain();
    }
  }

  /** All that has been asked, to the node that it has now. */
  private void tellAgain() {
    answers.all().forEach(Asked::unsent);
    for (Asked asked : List.copyOf(answers.all())) {
      if (session.isClosed() || asked.waitsForTurn() || !tell(asked)) {
        continue;
      }
      for (byte[] part : List.copyOf(asked.parts())) {
        session.say(Words.BODY, part);
      }
      if (asked.isEndTold()) {
        session.say(Words.BODY, NOTHING);
      }
    }
  }
}
