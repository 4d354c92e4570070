package org.zmqwebbridge.zws;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zmqwebbridge.gateway.Charge;
import org.zmqwebbridge.gateway.RequestBudget;
import org.zmqwebbridge.zws.wire.Frame;
import org.zmqwebbridge.zws.wire.Rule;

/**
 * The parts of one message, until its last has come; they count for the connection's budget.
 *
 * <p>Owner thread: the connection's edge callbacks.
 */
final class Assembly {
  private final ZwsLimits limits;
  private final RequestBudget budget;
  private final List<Charge> charges = new ArrayList<>(0); // of parts that another follows
  private List<byte[]> parts = new ArrayList<>(1);
  private long bytes;

  Assembly(ZwsLimits limits, RequestBudget budget) {
    this.limits = limits;
    this.budget = budget;
  }

  /** One more has come; the rule that it breaks, if it does. */
  Optional<Rule> add(Frame.Part part) {
    bytes += part.body().length;
    parts.add(part.body());
    if (parts.size() > limits.maxParts()) {
      return Optional.of(Rule.TOO_MANY_PARTS);
    }
    if (bytes > limits.maxMessageBytes()) {
      return Optional.of(Rule.TOO_LARGE);
    }
    return part.more() ? charge(part) : Optional.empty();
  }

  private Optional<Rule> charge(Frame.Part part) {
    Charge charge = budget.tryBeginMessage(part.body().length);
    if (charge == null) {
      return Optional.of(Rule.TOO_MUCH_WAITING);
    }
    charges.add(charge);
    return Optional.empty();
  }

  /** The whole message; the next one begins. */
  List<byte[]> take() {
    List<byte[]> whole = parts;
    end();
    return whole;
  }

  /** What has come is dropped. */
  void end() {
    charges.forEach(Charge::end);
    charges.clear();
    parts = new ArrayList<>(1);
    bytes = 0;
  }

  /** All of them together. */
  static int bytes(List<byte[]> parts) {
    int bytes = 0;
    for (byte[] part : parts) {
      bytes += part.length;
    }
    return bytes;
  }
}
