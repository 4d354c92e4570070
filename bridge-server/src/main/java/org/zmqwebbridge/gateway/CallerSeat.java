package org.zmqwebbridge.gateway;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A {@link Caller}'s seat: its requests, each under an id of the caller's own.
 *
 * <p>Owner thread: as {@link Seat}.
 */
public final class CallerSeat extends Seat {
  private final Caller caller;
  private final Map<Integer, PendingRequest> byId; // null: the caller has no ids
  private Lane lane; // null unless its gateway has it as a member
  private int inFlight;

  CallerSeat(GatewayShard shard, EndpointSpec endpoint, Caller caller, boolean withIds) {
    super(shard, endpoint);
    this.caller = caller;
    this.byId = withIds ? new HashMap<>() : null;
  }

  /**
   * Sends a request; it has exactly one outcome.
   *
   * @param id the caller's own; one that has no outcome yet may not be used again, except by a
   *     caller without ids, who always says 0
   * @param parts at least one; neither the list nor the arrays may change any more
   * @param millis how long the outcome is awaited; 0, or more than the configured deadline: that
   * @param charge what it has taken of its connection's budget; ended with the outcome
   */
  public void request(int id, List<byte[]> parts, long millis, Charge charge) {
    if (!shard().offer(() -> shard().gateways().onRequest(this, id, parts, millis, charge))) {
      refuse(id, Outcome.OVERFLOW, charge);
    }
  }

  /**
   * Ends a request that goes no further: at once, so that a flood of them is no load for the loop,
   * but not before the caller has been told that it is in.
   */
  public void fail(int id, Outcome outcome) {
    if (hasJoined() || !shard().offer(() -> tell(id, outcome))) {
      tell(id, outcome);
    }
  }

  /**
   * Gives a request up: nothing more is heard of it, and its place is free. Its service may have
   * seen it. Where the loop has too much to do, it has its outcome all the same.
   */
  public void cancel(int id) {
    cancel(id, () -> {});
  }

  /**
   * The same.
   *
   * @param after runs when its place is free, on the loop or at once
   */
  public void cancel(int id, Runnable after) {
    boolean queued =
        shard()
            .offer(
                () -> {
                  shard().gateways().onCancel(this, id);
                  after.run();
                });
    if (!queued) {
      after.run();
    }
  }

  /** A request that was not taken has its outcome. */
  void refuse(int id, Outcome outcome, Charge charge) {
    charge.end();
    tell(id, outcome);
  }

  /**
   * Counts how a request ended, and says so at once, on the calling thread: for one that has got
   * nowhere, or has been taken out.
   */
  public void tell(int id, Outcome outcome) {
    meters().increment(outcome.counter());
    caller.failed(id, outcome);
  }

  @Override
  Caller member() {
    return caller;
  }

  @Override
  Optional<JoinError> sitDown(Gateway gateway) {
    return ((ReqGateway) gateway).join(this);
  }

  @Override
  void getUp(Gateway gateway) {
    ((ReqGateway) gateway).leave(this);
  }

  /** Where its requests wait; the same for all of a connection's seats at one endpoint. */
  Lane lane() {
    return lane;
  }

  /** Whether its gateway has it as a member. */
  boolean isSeated() {
    return lane != null;
  }

  void seat(Lane ofItsConnection) {
    lane = ofItsConnection;
  }

  /** It is a member no more. */
  void retire() {
    lane = null;
  }

  int inFlight() {
    return inFlight;
  }

  /** Whether a request with this id has no outcome yet. */
  boolean isInFlight(int id) {
    return byId != null && byId.containsKey(id);
  }

  /** Its request with this id; {@code null} if none is in flight. */
  PendingRequest inFlight(int id) {
    return byId == null ? null : byId.get(id);
  }

  void begun(PendingRequest request) {
    inFlight++;
    if (byId != null) {
      byId.put(request.id(), request);
    }
  }

  void ended(PendingRequest request) {
    inFlight--;
    if (byId != null) {
      byId.remove(request.id());
    }
  }
}
