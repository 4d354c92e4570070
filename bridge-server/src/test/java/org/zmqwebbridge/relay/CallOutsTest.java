package org.zmqwebbridge.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/** Questions to hooks are bounded: one too many is answered at once, with no decision. */
final class CallOutsTest {
  private static final LocationSpec LOCATION =
      LocationSpec.of(LocationSpec.Kind.SUBSCRIBER, LocationPath.prefix("/sub/"));

  private final List<CompletableFuture<Boolean>> asked = new ArrayList<>();
  private final Counters counters = new Counters();
  private final CallOuts callOuts =
      new CallOuts(
          List.of(
              new RelayHooks() {
                @Override
                public CompletionStage<Boolean> allows(RelayRequest request) {
                  CompletableFuture<Boolean> answer = new CompletableFuture<>();
                  asked.add(answer);
                  return answer;
                }
              }),
          RelayLimits.DEFAULTS.maxCallOuts(),
          counters);

  private CompletableFuture<Boolean> ask() {
    RelayRequest request =
        new RelayRequest(null, false, "longpoll", "/sub/", List.of("a"), Optional.empty());
    return callOuts.allow(LOCATION, request).toCompletableFuture();
  }

  @Test
  void moreQuestionsThanMayBeOpenAreRefusedAndTheOthersAreAnswered() {
    List<CompletableFuture<Boolean>> open = new ArrayList<>();
    for (int i = 0; i < RelayLimits.DEFAULTS.maxCallOuts(); i++) {
      open.add(ask());
    }
    assertEquals(1_024, asked.size());
    assertTrue(ask().isCompletedExceptionally(), "there is no decision");
    assertEquals(1_024, asked.size(), "nobody is asked");
    assertEquals(1, counters.value(Counter.RELAY_CALL_OUTS_REFUSED));
    asked.get(7).complete(true);
    assertTrue(open.get(7).join());
    CompletableFuture<Boolean> next = ask();
    assertFalse(next.isDone());
    asked.forEach(answer -> answer.complete(true));
    assertTrue(next.join());
    open.forEach(one -> assertTrue(one.join()));
    assertEquals(1, counters.value(Counter.RELAY_CALL_OUTS_REFUSED));
  }
}
