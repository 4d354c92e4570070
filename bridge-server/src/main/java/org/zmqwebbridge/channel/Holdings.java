package org.zmqwebbridge.channel;

import java.util.ArrayList;
import java.util.List;

/**
 * Those who are at a channel: who still reads what is kept, who is told all that comes, and who
 * waits for one message.
 *
 * <p>Owner thread: none; its channel's lock.
 */
final class Holdings {
  private final List<Holding> entering = new ArrayList<>(0); // get what is kept
  private final List<Holding> streams = new ArrayList<>(1);
  private final LateLog<Message> messages; // some may not be kept at all
  private final LateLog<ChannelEvent.Member> members;
  private List<Holding> polls = new ArrayList<>(1);
  private int others; // that some of them stand for, besides themselves

  /**
   * @param maxBytes of what comes while somebody reads what is kept
   */
  Holdings(long maxBytes) {
    this.messages = new LateLog<>(maxBytes, message -> message.body().length);
    this.members = new LateLog<>(maxBytes, member -> member.name().length());
  }

  int count() {
    return entering.size() + waiting();
  }

  /** The same, with those whom they stand for. */
  int heads() {
    return count() + others;
  }

  /** One of them stands for so many others. */
  void stand(Holding holding, int number) {
    others += number - holding.others();
    holding.others(number);
  }

  /** How many have had all that is kept. */
  int waiting() {
    return streams.size() + polls.size();
  }

  void enter(Holding holding) {
    entering.add(holding);
    holding.enter(messages.count());
  }

  /** One of them hears of members that come or leave from now on. */
  void listen(Holding holding) {
    if (!holding.listens() && !holding.hold().isForOne()) {
      holding.hasHeard(members.count());
    }
  }

  /** A member comes or leaves, which is kept for those that still enter. */
  ChannelEvent.Member member(String name, boolean joined) {
    ChannelEvent.Member member = new ChannelEvent.Member(name, joined, members.count() + 1);
    members.add(member, !entering.isEmpty());
    return member;
  }

  /** As {@link Channel#settle}. */
  Arrears settle(Holding holding, MessageId place, MessageId had) {
    if (messages.hasLost(holding.entered())) {
      holding.enter(messages.count());
      return Arrears.UNREAD;
    }
    Arrears arrears = arrears(holding, had);
    if (arrears.isSomething()) {
      return arrears;
    }
    holding.wait(place);
    hasEntered(holding);
    (holding.hold().isForOne() ? polls : streams).add(holding);
    return Arrears.NONE;
  }

  private Arrears arrears(Holding holding, MessageId had) {
    List<Message> missed =
        messages.since(holding.entered()).stream().filter(one -> one.isAfter(had)).toList();
    long heard = holding.members();
    if (heard == members.count() || !holding.listens()) {
      return missed.isEmpty() ? Arrears.NONE : new Arrears(false, missed, false, List.of());
    }
    holding.hasHeard(members.count());
    return new Arrears(false, missed, members.hasLost(heard), members.since(heard));
  }

  private boolean hasEntered(Holding holding) {
    boolean was = entering.remove(holding);
    if (entering.isEmpty()) {
      messages.clear();
      members.clear();
    }
    return was;
  }

  /** One of them leaves. */
  void leave(Holding holding) {
    holding.end();
    stand(holding, 0);
    List<Holding> room =
        !holding.isWaiting() && hasEntered(holding)
            ? List.of()
            : holding.hold().isForOne() ? polls : streams;
    if (!room.isEmpty()) {
      room.remove(holding);
    }
  }

  /** All of them leave. */
  List<Holding> takeAll() {
    List<Holding> all = new ArrayList<>(entering);
    all.addAll(streams);
    all.addAll(polls);
    all.forEach(Holding::end);
    all.forEach(holding -> stand(holding, 0));
    entering.clear();
    messages.clear();
    members.clear();
    streams.clear();
    polls.clear();
    return all;
  }

  /** Something is published, to be kept for who still reads. */
  void published(Message message) {
    messages.add(message, !entering.isEmpty());
  }

  /**
   * Those who wait for one message, and get this, leave; who waits for a later one waits on, and
   * who has been given one elsewhere is over.
   */
  List<Holding> claim(Message message) {
    if (polls.isEmpty() || !message.isPlain()) {
      return List.of();
    }
    List<Holding> all = polls;
    List<Holding> claimed = new ArrayList<>(all.size());
    polls = new ArrayList<>(all.size());
    for (Holding poll : all) {
      if (!message.isAfter(poll.from())) {
        polls.add(poll);
      } else if (poll.takes(message)) {
        claimed.add(poll);
      } else {
        poll.end();
      }
    }
    return claimed;
  }

  /** How many of those who are still here are given a message. */
  int takers(Message message) {
    return takers(entering, message) + takers(streams, message);
  }

  private static int takers(List<Holding> holdings, Message message) {
    int takers = 0;
    for (Holding holding : holdings) {
      takers += holding.takes(message) ? 1 + holding.others() : 0;
    }
    return takers;
  }

  /** Ids begin again: those are returned who wait, and have that told. */
  List<Holding> restart() {
    messages.clear();
    polls.forEach(Holding::restart);
    List<Holding> all = new ArrayList<>(streams);
    all.addAll(polls);
    return all;
  }

  /** Those who are told all that comes. */
  Holding[] listening() {
    return streams.toArray(Holding[]::new);
  }
}
