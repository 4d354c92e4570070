package org.zmqwebbridge.zws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.gateway.Caller;
import org.zmqwebbridge.gateway.CallerSeat;
import org.zmqwebbridge.gateway.Charge;
import org.zmqwebbridge.gateway.Outcome;
import org.zmqwebbridge.json.JsonText;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.zws.wire.Rule;

/**
 * For a client that asks, a REQ or DEALER: behaves as a REP would to it. What a request has before
 * its body, up to and with an empty part, comes back before its reply. A request that ends without
 * a reply is told nobody: ZeroMQ has no word for it.
 *
 * <p>Owner thread: as {@link ZwsSocket}.
 */
final class CallingSocket extends ZwsSocket implements Caller {
  private final CallerSeat seat;
  private final Map<Integer, List<byte[]>> envelopes = new ConcurrentHashMap<>(); // in flight
  private final AtomicInteger inFlight = new AtomicInteger();
  private int latest; // id of a request; the inbox's lock's

  CallingSocket(ZwsSession session) {
    super(session);
    this.seat = session.context().gateways().seat(session.endpoint(), this, true);
  }

  @Override
  boolean allow(Grant grant) {
    return true;
  }

  @Override
  CallerSeat seat() {
    return seat;
  }

  @Override
  public boolean tryBegin() {
    return inFlight.get() < session().limits().maxRequestsInFlight();
  }

  @Override
  public void take(List<byte[]> parts, Charge charge) {
    int body = 1 + delimiter(parts);
    if (body == 0 || body == parts.size()) {
      charge.end();
      session().broke(Rule.NO_DELIMITER);
      return;
    }
    int id = ++latest;
    inFlight.incrementAndGet();
    envelopes.put(id, List.copyOf(parts.subList(0, body)));
    List<byte[]> request = List.copyOf(parts.subList(body, parts.size()));
    if (session().endpoint().json() && !request.stream().allMatch(JsonText::isWellFormed)) {
      charge.end();
      seat.fail(id, Outcome.MALFORMED);
    } else {
      seat.request(id, request, 0, charge);
    }
  }

  /** Where the first empty part is; -1: nowhere. */
  private static int delimiter(List<byte[]> parts) {
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i).length == 0) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public void joined() {
    session().onJoined(this);
  }

  @Override
  public boolean takes(List<byte[]> parts, int maxMessageBytes) {
    return session().limits().carries(parts.size(), Assembly.bytes(parts));
  }

  @Override
  public boolean replied(int id, List<byte[]> parts) {
    List<byte[]> envelope = end(id);
    List<byte[]> reply = new ArrayList<>(envelope.size() + parts.size());
    reply.addAll(envelope);
    reply.addAll(parts);
    boolean flush = queue(reply);
    session().inbox().goOn();
    return flush;
  }

  private List<byte[]> end(int id) {
    inFlight.decrementAndGet();
    return envelopes.remove(id);
  }

  @Override
  public void flush() {
    session().connection().flush();
  }

  @Override
  public void failed(int id, Outcome outcome) {
    end(id);
    seat.meters().increment(Counter.ZWS_REQUESTS_UNANSWERED);
    session().inbox().goOn();
  }
}
