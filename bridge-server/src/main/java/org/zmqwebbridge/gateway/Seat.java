package org.zmqwebbridge.gateway;

import java.util.Optional;
import org.zmqwebbridge.observe.EndpointMeters;

/**
 * A member's seat at its endpoint's gateway: what the member asks of the gateway, and what the
 * gateway keeps about the member.
 *
 * <p>Owner thread: public methods are for any thread and only queue; all else is the loop's.
 * Lifetime: {@link #join} once, when it is known that the member may; then {@link #leave} once,
 * unless it was refused.
 */
public abstract sealed class Seat permits CallerSeat, SubscriberSeat, ResponderSeat, MessengerSeat {
  private final GatewayShard shard;
  private final EndpointSpec endpoint;
  private final EndpointMeters meters;
  private volatile boolean joined;
  private volatile boolean left;

  Seat(GatewayShard shard, EndpointSpec endpoint) {
    this.shard = shard;
    this.endpoint = endpoint;
    this.meters = shard.meters(endpoint);
  }

  /** Who sits here. */
  abstract Member member();

  /**
   * Sits down at its endpoint's gateway, which tells the member so.
   *
   * @return why not, if it may not; then the member has not been told. Where that cannot be said
   *     yet, the gateway tells the member later
   */
  abstract Optional<JoinError> sitDown(Gateway gateway);

  /** The member has left, or its gateway has no place for it; does nothing if it never sat down. */
  abstract void getUp(Gateway gateway);

  GatewayShard shard() {
    return shard;
  }

  EndpointSpec endpoint() {
    return endpoint;
  }

  /** What is measured for its endpoint. */
  public EndpointMeters meters() {
    return meters;
  }

  /** Asks to be let in: the member hears the answer before anything else. */
  public void join() {
    shard.join(this);
  }

  /**
   * Has something done on the loop, in the order of these calls and others to its gateway: what is
   * rare, because it is never refused.
   */
  public void onLoop(Runnable command) {
    if (!shard.offer(command)) {
      shard.post(command);
    }
  }

  /** Ends it: nothing more is said to the member, and what it had asked for ends. */
  public void leave() {
    leave(() -> {});
  }

  /**
   * Ends it.
   *
   * @param after runs on the loop when that is done: nothing is said to the member any more
   */
  public void leave(Runnable after) {
    left = true;
    depart(after);
  }

  /** Has the loop hear that the member leaves, perhaps before what the member has asked for. */
  void depart(Runnable after) {
    shard.leave(this, after);
  }

  /** The member has been told that it is in. */
  void markJoined() {
    joined = true;
  }

  /** Whether the member has been told that it is in. */
  public boolean hasJoined() {
    return joined;
  }

  /** Whether it ends; the loop may hear of that before it hears of the {@link #join}. */
  boolean hasLeft() {
    return left;
  }

  @Override
  public String toString() {
    return member().toString();
  }
}
