package org.zmqwebbridge.virtualsocket.second;

import java.util.concurrent.atomic.AtomicBoolean;
import org.zmqwebbridge.auth.Approvals;
import org.zmqwebbridge.auth.Decision;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.Connection;
import org.zmqwebbridge.gateway.Charge;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.virtualsocket.second.wire.ClientControl;
import org.zmqwebbridge.virtualsocket.second.wire.Fault;
import org.zmqwebbridge.virtualsocket.second.wire.WireError;

/**
 * The credentials that one page brings to its open connection: asks the hook about them, one at a
 * time, and has the connection go on by what that grants.
 *
 * <p>Owner thread: the connection's edge callbacks; a hook's answer comes on a worker. Lifetime:
 * its session's.
 */
final class Renewal {
  /** After so many in a row that are no good, the connection ends (PROTOCOL-2.md, section 2). */
  private static final int MAX_REFUSED_IN_A_ROW = 3;

  private final SecondSession session;
  private final Connection connection;
  private final SecondWireContext context;
  private final Approvals approvals;
  private final AtomicBoolean underWay = new AtomicBoolean();
  private int refusedInARow; // its owner is the one that has set underWay

  Renewal(
      SecondSession session,
      Connection connection,
      SecondWireContext context,
      Approvals approvals) {
    this.session = session;
    this.connection = connection;
    this.context = context;
    this.approvals = approvals;
  }

  /**
   * The page brings credentials.
   *
   * @param bytes of its frame
   */
  void ask(ClientControl.Auth frame, int bytes) {
    if (!underWay.compareAndSet(false, true)) {
      error(WireError.LIMIT);
      return;
    }
    Charge charge = session.budget().tryBegin(bytes); // the question is kept until it is answered
    if (charge == null) {
      underWay.set(false);
      error(WireError.LIMIT);
      return;
    }
    approvals
        .renew(frame.fields())
        .thenAccept(
            decision -> {
              charge.end();
              onDecision(decision);
            });
  }

  private void onDecision(Decision decision) {
    Grant before = approvals.admission();
    if (decision instanceof Decision.Allowed allowed && approvals.renewed(allowed.grant())) {
      refusedInARow = 0;
      context.counters().increment(Counter.RENEWALS);
      underWay.set(false); // first: the page may bring the next when it hears of this one
      session.onRenewed(before, allowed.grant());
    } else {
      onRefused(isNoGood(decision));
    }
  }

  /** A hook that could not decide says nothing about the credentials. */
  private static boolean isNoGood(Decision decision) {
    return !(decision instanceof Decision.Denied denied)
        || switch (denied.told()) {
          case UNDECIDED, UNDECIDABLE, BUSY -> false;
          default -> true;
        };
  }

  private void onRefused(boolean noGood) {
    context.counters().increment(Counter.RENEWALS_REFUSED);
    refusedInARow += noGood ? 1 : 0;
    boolean last = refusedInARow >= MAX_REFUSED_IN_A_ROW;
    underWay.set(last); // nothing is decided any more on a connection that ends
    error(WireError.UNAUTHORIZED);
    if (last) {
      connection.close(CloseReason.UNAUTHORIZED);
    }
  }

  private void error(WireError error) {
    session.downlink().error(error, 0, Fault.NO_ID);
  }
}
