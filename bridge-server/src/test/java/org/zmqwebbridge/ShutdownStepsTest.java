package org.zmqwebbridge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.edge.Dialect;
import org.zmqwebbridge.edge.Upgrader;
import org.zmqwebbridge.observe.Gauges;

class ShutdownStepsTest {
  private final List<String> drained = new ArrayList<>();

  /** A dialect that does as told when it is drained. */
  private Dialect dialect(String name, Supplier<CompletionStage<Void>> drain) {
    return new Dialect() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Upgrader upgrader() {
        throw new AssertionError("nobody comes in any more");
      }

      @Override
      public void start() {
        throw new AssertionError("it has started before");
      }

      @Override
      public CompletionStage<Void> drain() {
        drained.add(name);
        return drain.get();
      }

      @Override
      public CompletionStage<Void> close() {
        throw new AssertionError("that comes later");
      }

      @Override
      public void gauges(Gauges gauges) {
        throw new AssertionError("they were asked before");
      }
    };
  }

  private void drain(Dialect... dialects) {
    Shutdown.each(List.of(dialects), "", Dialect::drain, 1);
  }

  @Test
  void aDialectThatThrowsKeepsNoOtherFromItsEnd() {
    drain(
        dialect(
            "broken",
            () -> {
              throw new IllegalStateException("a bug");
            }),
        dialect("sound", () -> CompletableFuture.completedFuture(null)));
    assertEquals(List.of("broken", "sound"), drained);
  }

  @Test
  void aStepThatFailsKeepsNoOtherFromItsEnd() {
    drain(
        dialect(
            "failing", () -> CompletableFuture.failedFuture(new IllegalStateException("a bug"))),
        dialect("sound", () -> CompletableFuture.completedFuture(null)));
    assertEquals(List.of("failing", "sound"), drained);
  }

  @Test
  void allBeginBeforeAnyIsWaitedFor() {
    CompletableFuture<Void> untilTheOther = new CompletableFuture<>();
    drain(
        dialect("first", () -> untilTheOther),
        dialect(
            "second",
            () -> {
              untilTheOther.complete(null);
              return untilTheOther;
            }));
    assertEquals(List.of("first", "second"), drained);
  }
}
