package org.zmqwebbridge.virtualsocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.DurationHistogram;
import org.zmqwebbridge.observe.EndpointMeters;
import org.zmqwebbridge.observe.Gauge;
import org.zmqwebbridge.observe.Timing;
import org.zmqwebbridge.virtualsocket.wire.Answer;
import org.zmqwebbridge.virtualsocket.wire.AskError;
import org.zmqwebbridge.virtualsocket.wire.ConnectError;
import org.zmqwebbridge.virtualsocket.wire.Notice;
import org.zmqwebbridge.virtualsocket.wire.OriginalWire;
import org.zmqwebbridge.virtualsocket.wire.Utf8;
import org.zmqwebbridge.zmq.BoundAddresses;
import org.zmqwebbridge.zmq.SocketListener;
import org.zmqwebbridge.zmq.SocketOptions;
import org.zmqwebbridge.zmq.ZmqType;

/**
 * Many pages' REP sockets behind one ROUTER, bound at each address of an endpoint: an asker's last
 * frame names the page, and the page's answer goes back by a reply address that works once, for
 * that page only. An ask that comes before its page waits for it for a while.
 *
 * <p>Owner thread: the loop's. Lifetime: bound at the bridge's start, until its end.
 */
final class RepGateway extends Gateway implements SocketListener {
  private static final int SECRET_BYTES = 16;

  /** How long the last answers may take to leave, on JeroMQ's thread; otherwise askers hang. */
  private static final int LINGER_MILLIS = 200;

  private record Member(VirtualSocket socket, String reclaimSecret) {}

  private final GatewayContext context;
  private final int maxMessageBytes; // of its socket, as long as it is open
  private final EndpointMeters meters;
  private final DurationHistogram durations;
  private final BoundAddresses router;
  private EndpointSpec endpoint;
  private final Map<String, Member> members = new HashMap<>();
  private final Map<String, PendingAsk> asks = new LinkedHashMap<>(); // oldest first
  private final AsksWithoutPage early;
  private final Notices notices;
  private boolean draining;

  /**
   * @param patient whether its address may still be held by the gateway before it
   */
  RepGateway(EndpointSpec endpoint, GatewayContext context, boolean patient) {
    this.context = context;
    this.early = new AsksWithoutPage(context.limits());
    this.meters = context.counters().endpoint(endpoint.name());
    this.durations = meters.durations(Timing.ASKS);
    this.notices = new Notices(context.loop().nanoTime());
    this.maxMessageBytes = context.limits().maxMessageBytes();
    this.endpoint = endpoint;
    this.router =
        new BoundAddresses(context.loop(), options(endpoint), endpoint.addresses(), this, patient);
  }

  private SocketOptions options(EndpointSpec endpoint) {
    return SocketOptions.bound(
            ZmqType.ROUTER,
            endpoint.highWaterMark(),
            maxMessageBytes,
            endpoint.handshakeMillis(),
            context.limits().maxPeersPerEndpoint())
        .with(endpoint.security());
  }

  @Override
  void retune(EndpointSpec changed) {
    endpoint = changed;
    router.retune(options(changed));
  }

  /** How many peers there may be, above all. */
  @Override
  void limitsChanged() {
    router.retune(options(endpoint));
  }

  @Override
  Optional<ConnectError> join(VirtualSocket socket) {
    Member other = members.get(socket.identity());
    String secret = other == null ? unguessable() : other.reclaimSecret();
    if (other != null && !equal(secret, socket.reclaim())) {
      return Optional.of(ConnectError.IN_USE);
    }
    if (other != null) {
      leave(other.socket());
    }
    members.put(socket.identity(), new Member(socket, secret));
    socket.connected(secret);
    notices.add(socket);
    early.takeFor(socket.identity()).forEach(ask -> offer(ask, socket));
    return Optional.empty();
  }

  private String unguessable() {
    byte[] secret = new byte[SECRET_BYTES];
    context.random().nextBytes(secret);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
  }

  private static boolean equal(String secret, String claim) {
    return MessageDigest.isEqual(secret.getBytes(UTF_8), claim.getBytes(UTF_8));
  }

  @Override
  void leave(VirtualSocket socket) {
    Member member = members.get(socket.identity());
    if (member != null && member.socket() == socket) {
      members.remove(socket.identity());
      notices.remove(socket);
      end(ask -> ask.page() == socket, AskError.PAGE_LEFT, Counter.ASKS_PAGE_LEFT);
    }
  }

  /** A peer asks. */
  @Override
  public void onMessage(List<byte[]> frames) {
    Ask ask = Ask.of(frames);
    if (ask == null) {
      refuse(List.copyOf(frames), AskError.MALFORMED, Counter.ASKS_MALFORMED);
      return;
    }
    Member member = members.get(ask.identity());
    if (draining) {
      refuse(ask.envelope(), AskError.SHUTDOWN, Counter.ASKS_SHUT_DOWN);
    } else if (ask.bodyBytes() > context.limits().maxMessageBytes()) {
      refuse(ask.envelope(), AskError.TOO_LARGE, Counter.ASKS_TOO_LARGE);
    } else if (member == null) {
      keep(ask);
    } else {
      offer(ask, member.socket());
    }
  }

  /** Its page may be about to come. */
  private void keep(Ask ask) {
    if (!early.mayWait() || !ask.namesAPage()) {
      refuse(ask.envelope(), AskError.NO_SUCH_PAGE, Counter.ASKS_NO_SUCH_PAGE);
    } else if (early.add(ask, context.loop().nanoTime())) {
      meters.increment(Counter.ASKS_WAITED);
    } else {
      refuse(ask.envelope(), AskError.OVERFLOW, Counter.ASKS_WITHOUT_PAGE_OVERFLOWED);
    }
  }

  private void offer(Ask ask, VirtualSocket page) {
    if (asks.size() >= context.limits().maxRequestsPerEndpoint()) {
      refuse(ask.envelope(), AskError.OVERFLOW, Counter.ASKS_OVERFLOWED);
    } else {
      hand(ask, page);
    }
  }

  private void hand(Ask ask, VirtualSocket page) {
    List<byte[]> body = new ArrayList<>();
    for (byte[] frame : ask.body()) {
      byte[] text = Utf8.replacingIllFormed(frame);
      if (text != frame) {
        meters.increment(Counter.TEXT_REPLACED);
      }
      body.add(text);
    }
    String replyAddress = unguessable();
    long deadline = context.loop().nanoTime() + context.limits().requestNanos();
    asks.put(replyAddress, new PendingAsk(page, ask.envelope(), deadline));
    meters.increment(Counter.ASKS);
    page.ask(OriginalWire.ask(replyAddress, body));
  }

  /** A page answers. */
  void onAnswer(VirtualSocket page, Answer answer) {
    PendingAsk ask = asks.get(answer.replyAddress());
    if (ask == null || ask.page() != page) {
      meters.increment(Counter.ANSWERS_UNROUTABLE);
      return;
    }
    asks.remove(answer.replyAddress());
    meters.increment(Counter.ASKS_ANSWERED);
    durations.record(context.limits().requestNanos() - ask.nanosLeft(context.loop().nanoTime()));
    List<byte[]> message = new ArrayList<>(ask.envelope());
    answer.body().forEach(frame -> message.add(frame.getBytes(UTF_8)));
    send(message);
  }

  private void refuse(List<byte[]> envelope, AskError error, Counter counter) {
    meters.increment(counter);
    List<byte[]> message = new ArrayList<>(envelope);
    message.add(OriginalWire.encode(error));
    send(message);
  }

  /** One that cannot be sent is dropped: its asker has gone, or takes nothing. */
  private void send(List<byte[]> message) {
    if (!router.send(message.toArray(byte[][]::new))) {
      meters.increment(Counter.ANSWERS_UNDELIVERABLE);
    }
  }

  private void end(Predicate<PendingAsk> which, AskError error, Counter counter) {
    for (Iterator<PendingAsk> all = asks.values().iterator(); all.hasNext(); ) {
      PendingAsk ask = all.next();
      if (which.test(ask)) {
        all.remove();
        refuse(ask.envelope(), error, counter);
      }
    }
  }

  private void endEarly(List<Ask> ended, AskError error, Counter counter) {
    ended.forEach(ask -> refuse(ask.envelope(), error, counter));
  }

  /**
   * All askers have gone with their connections, and their routing ids may come to mean others: no
   * answer leads back to them.
   */
  @Override
  public void onPeerLost() {
    meters.add(Counter.ASKS_LOST, asks.size() + early.takeAll().size());
    asks.clear();
  }

  @Override
  void drain() {
    draining = true;
    endEarly(early.takeAll(), AskError.SHUTDOWN, Counter.ASKS_SHUT_DOWN); // no page can come now
    notices.tell(Notice.STOPPING);
  }

  @Override
  int asks() {
    return asks.size();
  }

  @Override
  void onTick(long now) {
    router.onTick();
    end(ask -> ask.isOverdue(now), AskError.TIMEOUT, Counter.ASKS_TIMED_OUT);
    endEarly(early.takeOverdue(now), AskError.NO_SUCH_PAGE, Counter.ASKS_NO_SUCH_PAGE);
    meters.set(Gauge.ASKS_IN_FLIGHT, asks.size());
  }

  /** Never: a bound address stays, so that its services' peers can connect before any page does. */
  @Override
  boolean isIdle() {
    return false;
  }

  @Override
  void close() {
    end(ask -> true, AskError.SHUTDOWN, Counter.ASKS_SHUT_DOWN);
    endEarly(early.takeAll(), AskError.SHUTDOWN, Counter.ASKS_SHUT_DOWN);
    meters.set(Gauge.ASKS_IN_FLIGHT, 0);
    router.close(LINGER_MILLIS);
  }
}
