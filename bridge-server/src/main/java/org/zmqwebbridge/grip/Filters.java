package org.zmqwebbridge.grip;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.zmqwebbridge.grip.wire.MalformedGripException;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/**
 * What is done to messages of a channel on their way to one who hears it, in its order.
 *
 * <p>Immutable; any thread.
 */
record Filters(List<Filter> all) {
  /** So many of one channel; more are left out. */
  static final int MOST = 5;

  Filters {
    all = List.copyOf(all);
  }

  /** Those of these names; what is no filter is left out. */
  static Filters of(List<String> names) {
    return new Filters(
        names.stream().limit(MOST).flatMap(name -> Filter.of(name).stream()).toList());
  }

  /** How many there are. */
  int count() {
    return all.size();
  }

  /** Whether messages stay as they are. */
  boolean isEmpty() {
    return all.isEmpty();
  }

  /** Whether an origin has to be asked about each message. */
  boolean ask() {
    return all.stream().anyMatch(Filter::asks);
  }

  /**
   * Whether content that is written for these filters, if it says so, is for a subscriber with
   * ours.
   */
  boolean fit(Optional<List<String>> contentFilters) {
    return contentFilters.isEmpty()
        || contentFilters
            .get()
            .equals(all.stream().filter(Filter::changesContent).map(Filter::word).toList());
  }

  /**
   * Has a message pass all of them.
   *
   * @param contentFilters that its publisher says it is written for; empty: any
   * @param published what its publisher says about it
   * @param ask asks origins, if one has to be asked
   * @param counters where it is counted that a message was not as a filter needs it
   * @param then hears once what is sent; empty: nothing is. Called before this returns, unless an
   *     origin is {@link #ask asked}
   */
  void apply(
      Optional<List<String>> contentFilters,
      Map<String, String> published,
      Hearer hearer,
      byte[] content,
      FilterAsk ask,
      Counters counters,
      Consumer<Optional<byte[]>> then) {
    if (fit(contentFilters)) {
      new Pass(published, hearer, ask, counters, then).from(0, content);
    } else {
      then.accept(Optional.empty());
    }
  }

  /** One message on its way through them. */
  private final class Pass {
    private final Map<String, String> published;
    private final Hearer hearer;
    private final FilterAsk ask;
    private final Counters counters;
    private final Consumer<Optional<byte[]>> then;

    Pass(
        Map<String, String> published,
        Hearer hearer,
        FilterAsk ask,
        Counters counters,
        Consumer<Optional<byte[]>> then) {
      this.published = published;
      this.hearer = hearer;
      this.ask = ask;
      this.counters = counters;
      this.then = then;
    }

    void from(int first, byte[] given) {
      byte[] content = given;
      for (int i = first; i < all.size(); i++) {
        Filter filter = all.get(i);
        if (filter.asks()) {
          int next = i + 1;
          ask.ask(filter, published, hearer, content, answer -> goOn(next, answer));
          return;
        }
        Optional<byte[]> passed = apply(filter, content);
        if (passed.isEmpty()) {
          then.accept(passed);
          return;
        }
        content = passed.get();
      }
      then.accept(Optional.of(content));
    }

    private void goOn(int next, Optional<byte[]> answer) {
      if (answer.isPresent()) {
        from(next, answer.get());
      } else {
        then.accept(answer);
      }
    }

    private Optional<byte[]> apply(Filter filter, byte[] content) {
      try {
        return filter.apply(published, hearer, content);
      } catch (MalformedGripException wrong) {
        counters.increment(Counter.GRIP_MALFORMED);
        return Optional.empty();
      }
    }
  }
}
