package org.zmqwebbridge.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.channel.Channels;
import org.zmqwebbridge.edge.Query;
import org.zmqwebbridge.edge.RequestHead;

/**
 * A subscriber as those hear of it who want to know who is on a channel.
 *
 * <p>Owner thread: none; the one that has it arrive, or leave, tells, and what it has told is told
 * before what follows. Lifetime: it arrives once at most, and leaves then.
 */
final class Attendee {
  private static final int MAX_MEMBER_BYTES = 255;

  /** How far it is. */
  private enum State {
    OUTSIDE,
    ARRIVING,
    THERE,
    /** It leaves as soon as it is there. */
    LEAVING,
    GONE
  }

  private final LocationSpec location;
  private final List<String> ids;
  private final Channels channels;
  private final RelayContext context;
  private final boolean stays;
  private final AtomicReference<State> state = new AtomicReference<>(State.OUTSIDE);
  private Optional<String> member = Optional.empty(); // as the one below, from when it arrives
  private RelayRequest request; // null until then

  /**
   * @param stays whether it hears more than one message: only then it is a member
   */
  Attendee(
      LocationSpec location,
      List<String> ids,
      Channels channels,
      RelayContext context,
      boolean stays) {
    this.location = location;
    this.ids = ids;
    this.channels = channels;
    this.context = context;
    this.stays = stays;
  }

  /**
   * It is a subscriber now.
   *
   * @param kind as {@link RelayRequest#kind}
   */
  void arrive(Grant grant, RequestHead head, String kind) {
    if (!state.compareAndSet(State.OUTSIDE, State.ARRIVING)) {
      return;
    }
    boolean counts = stays && location.presence().isKept();
    member = counts ? member(grant, head) : Optional.empty();
    request = new RelayRequest(head, false, kind, location.path().text(), ids, grant.principal());
    for (String id : ids) {
      member.ifPresent(
          name -> context.attendance().arrive(channels, location.names().channel(id), name));
      context.events(location, channels).tell("subscriber_enqueue", id);
    }
    if (stays) {
      context.callOuts().subscribed(location, request);
    }
    if (!state.compareAndSet(State.ARRIVING, State.THERE)) {
      depart();
    }
  }

  private Optional<String> member(Grant grant, RequestHead head) {
    return grant
        .principal()
        .or(
            () ->
                location.presence().memberByQuery()
                    ? Query.first(head.query(), "member")
                        .filter(name -> name.length > 0 && name.length <= MAX_MEMBER_BYTES)
                        .map(name -> new String(name, UTF_8))
                    : Optional.empty());
  }

  /** It is none any more, or will never be one. */
  void leave() {
    if (state.compareAndSet(State.OUTSIDE, State.GONE)
        || state.compareAndSet(State.ARRIVING, State.LEAVING)) {
      return;
    }
    if (state.compareAndSet(State.THERE, State.GONE)) {
      depart();
    }
  }

  private void depart() {
    for (String id : ids) {
      member.ifPresent(
          name -> context.attendance().leave(channels, location.names().channel(id), name));
      context.events(location, channels).tell("subscriber_dequeue", id);
    }
    if (stays) {
      context.callOuts().unsubscribed(location, request);
    }
  }
}
