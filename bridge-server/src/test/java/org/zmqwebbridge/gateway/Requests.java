package org.zmqwebbridge.gateway;

import java.util.List;
import org.zmqwebbridge.flow.ByteBudget;

/** Makes requests of one byte, and knows how many of them have not given it back. */
final class Requests {
  static final List<byte[]> CONTENT = List.of(new byte[] {'?'});

  private final ByteBudget inAll = new ByteBudget(Long.MAX_VALUE);
  private final RequestBudget budget =
      new RequestBudget(1_000_000, Long.MAX_VALUE >>> 24, inAll, () -> {});

  /** What one of them takes. */
  Charge charge() {
    return budget.tryBegin(1);
  }

  /** One that is in flight at no endpoint. */
  PendingRequest of(CallerSeat seat) {
    return new PendingRequest(seat, 0, CONTENT, charge(), new byte[0], 0, 0);
  }

  /** One more in flight; {@code null} if there is no room. */
  PendingRequest addTo(PendingRequests pending, CallerSeat seat) {
    Charge charge = charge();
    PendingRequest request = pending.add(seat, 0, CONTENT, charge, 0, 0);
    if (request == null) {
      charge.end();
    }
    return request;
  }

  /** How many have not ended. */
  long open() {
    return inAll.taken();
  }
}
