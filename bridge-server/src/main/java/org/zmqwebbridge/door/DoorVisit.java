package org.zmqwebbridge.door;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.auth.Visit;
import org.zmqwebbridge.auth.ZmqRequest;
import org.zmqwebbridge.edge.Exchange;
import org.zmqwebbridge.gateway.EndpointSpec;
import org.zmqwebbridge.gateway.JoinError;
import org.zmqwebbridge.gateway.Member;
import org.zmqwebbridge.gateway.Notice;
import org.zmqwebbridge.gateway.Seat;
import org.zmqwebbridge.observe.Counter;

/**
 * One request at a door. It is asked what a page is asked, in the same order: may it come in, is
 * there such an endpoint, may it open that. Only then is its body read.
 *
 * <p>Owner thread: none; the edge's callbacks, a worker that brings a hook's answer, and the loop
 * follow on each other, and anyone who ends it first has ended it. Lifetime: its exchange's.
 */
abstract class DoorVisit extends Visit implements Member {
  private final DoorContext context;
  private final Doors door;
  private volatile Seat seat; // null until it sits
  private volatile EndpointSpec endpoint;
  private volatile MessageFormat format;

  DoorVisit(Exchange exchange, DoorContext context, Doors door) {
    super(exchange, context.guard());
    this.context = context;
    this.door = door;
  }

  DoorContext context() {
    return context;
  }

  EndpointSpec endpoint() {
    return endpoint;
  }

  @Override
  protected String speaks() {
    return "plain HTTP";
  }

  @Override
  protected List<String> hears() {
    EndpointSpec known = endpoint;
    return known == null ? List.of() : List.of(known.type() + " " + known.name());
  }

  // The hooks

  @Override
  public void onOpen() {
    await(guard().admits(exchange().head()), this::find);
  }

  private void find(Grant admission) {
    String path = exchange().head().path();
    if (path.length() < door.prefix().length()) {
      finish(Replies.WELCOME);
      return;
    }
    String name = path.substring(door.prefix().length());
    door.find(name, context.gateways().directory())
        .ifPresentOrElse(found -> ask(admission, found), this::refuseDoor);
  }

  private void refuseDoor() {
    refuse(Counter.DOORS_DENIED, Replies.NO_DOOR);
  }

  private void ask(Grant admission, EndpointSpec found) {
    endpoint = found;
    ZmqRequest question =
        new ZmqRequest(
            exchange().id(),
            exchange().head().asHandshake(),
            admission,
            found.type(),
            found.name(),
            found.where(),
            "",
            Map.of());
    watch(
        guard()
            .gatekeeper()
            .allows(question)
            .thenAccept(
                granted ->
                    granted.ifPresentOrElse(
                        grant -> enter(grant.and(admission)), this::refuseDoor)));
  }

  private void enter(Grant grant) {
    hold(grant);
    if (allow(grant)) {
      proceed();
    } else {
      refuseDoor();
    }
  }

  /** It may: the message is asked for. */
  void proceed() {
    Optional<MessageFormat> said = MessageFormat.of(exchange().head());
    if (said.isEmpty()) {
      refuse(Counter.DOORS_MALFORMED, Replies.MEDIA_TYPE);
    } else {
      format = said.get();
      exchange().readBody(format.maxBodyBytes(maxMessageBytes(), context.limits().maxParts()));
    }
  }

  /** Whether what is granted is of any use here. */
  abstract boolean allow(Grant grant);

  int maxMessageBytes() {
    return Math.min(context.limits().maxMessageBytes(), endpoint.maxSentBytes());
  }

  // The message

  @Override
  public void onBody(byte[] body) {
    Optional<List<byte[]>> parts = format.read(body);
    if (parts.isEmpty()) {
      refuse(Counter.DOORS_MALFORMED, Replies.NO_PARTS);
    } else if (parts.get().size() > context.limits().maxParts()
        || bytes(parts.get()) > maxMessageBytes()) {
      refuse(Counter.BODIES_TOO_LARGE, Replies.TOO_LARGE);
    } else {
      onMessage(parts.get());
    }
  }

  static int bytes(List<byte[]> parts) {
    int bytes = 0;
    for (byte[] part : parts) {
      bytes += part.length;
    }
    return bytes;
  }

  /** The message is there, and within its limits. */
  abstract void onMessage(List<byte[]> parts);

  /** Sits down at the endpoint's gateway. */
  void sit(Seat taken) {
    seat = taken;
    taken.join();
    if (hasEnded()) {
      taken.leave();
    }
  }

  // The end

  @Override
  protected boolean end() {
    boolean first = super.end();
    Seat taken = seat;
    if (first && taken != null) {
      taken.leave();
    }
    return first;
  }

  // As a member of a gateway

  @Override
  public long connectionId() {
    return exchange().id();
  }

  @Override
  public int number() {
    return 1;
  }

  @Override
  public void refused(JoinError error) {
    refuse(error.counter(), Replies.of(error));
  }

  @Override
  public boolean wantsNotices() {
    return false;
  }

  @Override
  public void notice(Notice notice, long count) {}
}
