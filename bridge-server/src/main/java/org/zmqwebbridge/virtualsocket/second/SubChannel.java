package org.zmqwebbridge.virtualsocket.second;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.auth.Topics;
import org.zmqwebbridge.edge.Batch;
import org.zmqwebbridge.edge.Receiver;
import org.zmqwebbridge.flow.SlowReaders;
import org.zmqwebbridge.gateway.Charge;
import org.zmqwebbridge.gateway.Encoder;
import org.zmqwebbridge.gateway.Encoding;
import org.zmqwebbridge.gateway.GatewayShards;
import org.zmqwebbridge.gateway.SubscribeOptions;
import org.zmqwebbridge.gateway.Subscriber;
import org.zmqwebbridge.gateway.SubscriberSeat;
import org.zmqwebbridge.gateway.Topic;
import org.zmqwebbridge.virtualsocket.second.wire.ClientControl;
import org.zmqwebbridge.virtualsocket.second.wire.DataCodec;
import org.zmqwebbridge.virtualsocket.second.wire.Fault;
import org.zmqwebbridge.virtualsocket.second.wire.ServerControl;
import org.zmqwebbridge.virtualsocket.second.wire.WireError;
import org.zmqwebbridge.virtualsocket.second.wire.Wishes;

/**
 * A page's SUB: topics that come and go, and publications with all their parts.
 *
 * <p>Owner thread: as {@link Channel}; which topics it has asked for is for any.
 */
class SubChannel extends Channel implements Subscriber {
  private final GatewayShards gateways;
  private final Receiver receiver;
  private final Set<Topic> asked = ConcurrentHashMap.newKeySet(); // each counted by the session
  private SubscriberSeat seat; // null until it is allowed
  private volatile Topics allowed = Topics.NONE;

  SubChannel(SecondSession session, Opening opening, GatewayShards gateways) {
    super(session, opening);
    this.gateways = gateways;
    this.receiver = new Receiver(DataCodec.label(channel()), this::onMissed);
  }

  @Override
  boolean allow(Grant grant) {
    allowed = endpoint().topicsFor(grant.principal()).and(grant.topics());
    seat = gateways.seat(endpoint(), this, allowed, List.of());
    return !allowed.isNone();
  }

  @Override
  boolean isWithin(Grant admission) {
    return allowed.and(admission.topics()).equals(allowed);
  }

  @Override
  SubscriberSeat seat() {
    return seat;
  }

  @Override
  public void joined() {
    ClientControl.Open open = opening().frame();
    sayOpened(null, seat.epoch());
    if (!open.topics().isEmpty()) {
      subscribe(open.topics(), open.wishes());
    }
    session().onOpened(this);
  }

  @Override
  void onSubscribe(ClientControl.Subscribe frame, Charge charge) {
    end(charge);
    subscribe(frame.topics(), frame.wishes());
  }

  private void subscribe(List<byte[]> topics, Wishes wishes) {
    SubscribeOptions options = options(wishes);
    boolean offered = endpoint().offers().include(options);
    complain(!offered, WireError.NOT_OFFERED);
    List<Topic> wanted = new ArrayList<>();
    boolean tooLong = false;
    boolean tooMany = false;
    for (byte[] bytes : topics) {
      boolean fits = bytes.length <= session().limits().wire().maxTopicBytes();
      Topic topic = Topic.of(fits ? bytes : new byte[0]);
      if (fits && (asked.contains(topic) || ask(topic))) {
        wanted.add(topic);
      }
      tooLong |= !fits;
      tooMany |= fits && !asked.contains(topic);
    }
    complain(tooLong, WireError.TOPIC_TOO_LONG);
    complain(tooMany, WireError.TOO_MANY_TOPICS);
    if (wanted.isEmpty()) {
      saySubscribed(wanted);
    } else {
      seat.subscribe(wanted, options);
    }
  }

  private static SubscribeOptions options(Wishes wishes) {
    Wishes.Place after = wishes.after();
    return new SubscribeOptions(
        wishes.last(),
        after == null ? null : new SubscribeOptions.Place(after.epoch(), after.offset()),
        wishes.perSecond(),
        wishes.fresh(),
        wishes.heard());
  }

  private boolean ask(Topic topic) {
    return session().topics().tryTake() && asked.add(topic);
  }

  private void complain(boolean about, WireError error) {
    if (about) {
      downlink().error(error, channel(), Fault.NO_ID);
    }
  }

  @Override
  void onUnsubscribe(ClientControl.Unsubscribe frame, Charge charge) {
    end(charge);
    List<Topic> ended = frame.topics().stream().map(Topic::of).filter(this::giveUp).toList();
    if (!ended.isEmpty()) {
      seat.unsubscribe(ended);
    }
  }

  private boolean giveUp(Topic topic) {
    boolean had = asked.remove(topic);
    if (had) {
      session().topics().give(1);
    }
    return had;
  }

  @Override
  void onCredit(ClientControl.Credit frame, Charge charge) {
    end(charge); // it was opened without a bound, and so stays
  }

  /** It would miss a publication, and its endpoint does not let that happen unnoticed. */
  final void onMissed() {
    session().close(this, WireError.SLOW_READER);
  }

  @Override
  void onEnded() {
    super.onEnded();
    downlink().forget(receiver);
    int had = asked.size();
    asked.clear();
    session().topics().give(had);
  }

  @Override
  public void subscribed(List<Topic> hold, List<Topic> denied, List<Topic> tooMany) {
    denied.forEach(this::giveUp);
    tooMany.forEach(this::giveUp);
    complain(!denied.isEmpty(), WireError.NOT_ALLOWED);
    complain(!tooMany.isEmpty(), WireError.TOO_MANY_TOPICS);
    saySubscribed(hold);
  }

  private void saySubscribed(List<Topic> hold) {
    List<byte[]> topics = hold.stream().map(Topic::bytes).toList();
    downlink().say(new ServerControl.Subscribed(channel(), topics));
  }

  @Override
  public void heard(List<Topic> topics) {
    List<byte[]> heard = topics.stream().map(Topic::bytes).toList();
    downlink().say(new ServerControl.Heard(channel(), heard));
  }

  @Override
  public Encoding encoding() {
    return new PartsEncoding(session().limits().wire().maxParts());
  }

  @Override
  public void publications(Encoder<?> encoded, SlowReaders slowReaders) {
    PartsEncoder publications = (PartsEncoder) encoded;
    if (publications.tooLarge() > 0) {
      downlink()
          .say(new ServerControl.Dropped(channel(), publications.tooLarge(), WireError.TOO_LARGE));
    }
    if (publications.batch().count() > 0) {
      publish(publications.batch(), slowReaders);
    }
  }

  /** Sends publications to the page. */
  final void publish(Batch batch, SlowReaders slowReaders) {
    downlink().publish(batch, receiver, slowReaders);
  }

  @Override
  public void gap(long after, long from) {
    downlink().say(new ServerControl.Gap(channel(), after, from));
  }

  @Override
  public boolean isDrained() {
    return downlink().isDrained();
  }

  @Override
  public long takeDropped() {
    return downlink().takeDropped(receiver);
  }
}
