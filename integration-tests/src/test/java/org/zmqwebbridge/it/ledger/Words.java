package org.zmqwebbridge.it.ledger;

import java.util.function.Function;
import org.zmqwebbridge.it.TestBridge;

/** Which of the bridge's two wires a client speaks. */
enum Words {
  FIRST(FirstLedgerLine::new),
  SECOND(SecondLedgerLine::new);

  @SuppressWarnings("ImmutableEnumChecker") // a constructor of one of the two
  private final Function<TestBridge, LedgerLine> door;

  Words(Function<TestBridge, LedgerLine> door) {
    this.door = door;
  }

  /** A connection that has shaken hands. */
  LedgerLine line(TestBridge bridge) {
    return door.apply(bridge);
  }
}
