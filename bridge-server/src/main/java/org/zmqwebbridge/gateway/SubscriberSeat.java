package org.zmqwebbridge.gateway;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.zmqwebbridge.auth.Topics;

/**
 * A {@link Subscriber}'s seat: its topics, and its place in a {@link FanOut}.
 *
 * <p>Owner thread: as {@link Seat}.
 */
public final class SubscriberSeat extends Seat {
  private final Subscriber subscriber;
  private final List<Topic> allowed;
  private Map<Topic, List<Topic>> subscribed = Map.of(); // and what is left of each; a SmallMap
  private Map<Topic, Integer> topics = Map.of(); // and how often it is left of one; a SmallMap
  private SubscriberGroup group; // null unless its gateway has it as a member
  private int place; // in the group
  private Map<Topic, Integer> perSecond = Map.of(); // of those that are bounded; a SmallMap
  private long missed; // offset of the last publication that was not for it
  private String epoch; // null: its endpoint has no offsets
  private long subscriptions; // that its endpoint had made when it had subscribed

  /**
   * @param allowed what it may receive, whatever it subscribes to
   * @param first what it subscribes to when it joins
   */
  SubscriberSeat(
      GatewayShard shard,
      EndpointSpec endpoint,
      Subscriber subscriber,
      Topics allowed,
      List<Topic> first) {
    super(shard, endpoint);
    this.subscriber = subscriber;
    this.allowed = Topic.of(allowed);
    first.forEach(topic -> add(topic, within(topic)));
  }

  /** Subscribes to more; the subscriber hears when that holds, or that it does not. */
  public void subscribe(List<Topic> topics) {
    subscribe(topics, SubscribeOptions.NONE);
  }

  /**
   * The same, and what is kept comes besides; those that it has already may be asked for again.
   *
   * @param options of which nothing is done that its endpoint does not offer
   */
  public void subscribe(List<Topic> topics, SubscribeOptions options) {
    SubscribeOptions offered = endpoint().offers().of(options);
    Consumer<SubGateway> ask = gateway -> gateway.onSubscribe(this, topics, offered);
    if (!shard().offer(() -> shard().gateways().at(this, ask))) {
      shard().post(() -> subscriber.subscribed(List.of(), List.of(), topics));
    }
  }

  /** Ends subscriptions, in the order of the calls; those that it does not have are ignored. */
  public void unsubscribe(List<Topic> topics) {
    Consumer<SubGateway> end = gateway -> gateway.onUnsubscribe(this, topics);
    if (!shard().offer(() -> shard().gateways().at(this, end))) {
      shard().post(() -> unsubscribe(topics)); // must not be lost, nor overtake what is queued
    }
  }

  @Override
  Subscriber member() {
    return subscriber;
  }

  @Override
  Optional<JoinError> sitDown(Gateway gateway) {
    return ((SubGateway) gateway).join(this);
  }

  @Override
  void getUp(Gateway gateway) {
    ((SubGateway) gateway).leave(this);
  }

  /** What is left of a topic where it may not receive everything. */
  List<Topic> within(Topic topic) {
    return topic.within(allowed);
  }

  /**
   * Asks where it is in what its endpoint publishes.
   *
   * @param told hears it on the loop, after what is being delivered: the offset up to which nothing
   *     more comes. Not called while it is still to get what was kept, or has left
   */
  public void askPlace(LongConsumer told) {
    onLoop(() -> shard().gateways().at(this, gateway -> gateway.onAskPlace(this, told)));
  }

  /**
   * The epoch of its endpoint's offsets, from when it joins; {@code null} if it has none. For the
   * loop, as the next two.
   */
  public String epoch() {
    return epoch;
  }

  /**
   * A place to come back to, by an offset up to which nothing more comes: what it has subscribed to
   * is heard there.
   */
  public SubscribeOptions.Place placeAt(long offset) {
    return new SubscribeOptions.Place(epoch, offset, subscriptions);
  }

  void numbered(String epochOfOffsets, long subscriptionsMade) {
    epoch = epochOfOffsets;
    subscriptions = subscriptionsMade;
  }

  boolean hasSubscribed(Topic topic) {
    return subscribed.containsKey(topic);
  }

  /**
   * It has subscribed to a topic.
   *
   * @param left what is left of it
   * @return what it had not before
   */
  Set<Topic> add(Topic topic, List<Topic> left) {
    subscribed = SmallMap.with(subscribed, topic, left);
    return left.stream().filter(each -> count(each, 1) == 1).collect(Collectors.toSet());
  }

  /** How often a topic is left of one, after this. */
  private int count(Topic each, int more) {
    int now = topics.getOrDefault(each, 0) + more;
    topics = now == 0 ? SmallMap.without(topics, each) : SmallMap.with(topics, each, now);
    return now;
  }

  /** It has ended a subscription; what was left of it, which may still be part of another. */
  List<Topic> end(Topic topic) {
    List<Topic> left = subscribed.getOrDefault(topic, List.of());
    subscribed = SmallMap.without(subscribed, topic);
    return left;
  }

  /** What nothing else that it has subscribed to has in it. */
  Set<Topic> forget(List<Topic> left) {
    Set<Topic> forgotten =
        left.stream().filter(each -> count(each, -1) == 0).collect(Collectors.toSet());
    forgotten.forEach(each -> perSecond = SmallMap.without(perSecond, each));
    return forgotten;
  }

  /** What of publications it receives. */
  Set<Topic> topics() {
    return topics.keySet();
  }

  /** What its endpoint must be subscribed to for it, each as often as it is needed. */
  List<Topic> needs() {
    return subscribed.values().stream().flatMap(List::stream).toList();
  }

  /** At most so many a second are wanted of what begins with these; 0: any. */
  void bound(List<Topic> left, int most) {
    for (Topic each : left) {
      perSecond =
          most == 0 ? SmallMap.without(perSecond, each) : SmallMap.with(perSecond, each, most);
    }
  }

  /** The bounds of some of its topics. */
  Map<Topic, Integer> perSecond(Set<Topic> ofThese) {
    if (perSecond.isEmpty()) {
      return Map.of();
    }
    Map<Topic, Integer> bounds = new HashMap<>(perSecond);
    bounds.keySet().retainAll(ofThese);
    return bounds;
  }

  boolean isConflated() {
    return !perSecond.isEmpty();
  }

  /** Publications up to this offset are not for it, or it has had them. */
  void missed(long offset) {
    missed = offset;
  }

  /** When it joins: publications up to this offset are not for it, those that follow are. */
  public long missed() {
    return missed;
  }

  boolean isSeated() {
    return group != null;
  }

  SubscriberGroup group() {
    return group;
  }

  int place() {
    return place;
  }

  void seat(SubscriberGroup inGroup, int atPlace) {
    group = inGroup;
    place = atPlace;
  }
}
