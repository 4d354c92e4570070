package org.zmqwebbridge.grip;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Asks an origin what becomes of a message. */
@FunctionalInterface
interface FilterAsk {
  /** Where no origin may be asked: nobody gets what had to be asked about. */
  FilterAsk NOBODY = (filter, published, hearer, content, then) -> then.accept(Optional.empty());

  /**
   * Asks.
   *
   * @param published what the message's publisher says about it
   * @param then hears once what is sent instead; empty: it is dropped, also where nobody has
   *     answered
   */
  void ask(
      Filter filter,
      Map<String, String> published,
      Hearer hearer,
      byte[] content,
      Consumer<Optional<byte[]>> then);
}
