package org.zmqwebbridge.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

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
          counters);

  private CompletableFuture<Optional<Welcome.Out>> ask() {
    RelayRequest request =
        new RelayRequest(null, false, "longpoll", "/sub/", List.of("a"), Optional.empty());
    return callOuts.allow(LOCATION, request).toCompletableFuture();
  }

  @Test
  void moreQuestionsThanMayBeOpenAreRefusedAndTheOthersAreAnswered() {
    List<CompletableFuture<Optional<Welcome.Out>>> open = new ArrayList<>();
    for (int i = 0; i < CallOuts.MAX_CALL_OUTS; i++) {
      open.add(ask());
    }
    assertEquals(1_024, asked.size());
    assertEquals(Optional.of(Welcome.UNDECIDED), ask().join());
    assertEquals(1_024, asked.size(), "nobody is asked");
    assertEquals(1, counters.value(Counter.RELAY_CALL_OUTS_REFUSED));
    asked.get(7).complete(true);
    assertEquals(Optional.empty(), open.get(7).join());
    CompletableFuture<Optional<Welcome.Out>> next = ask();
    assertFalse(next.isDone());
    asked.forEach(answer -> answer.complete(true));
    assertEquals(Optional.empty(), next.join());
    open.forEach(one -> assertEquals(Optional.empty(), one.join()));
    assertEquals(1, counters.value(Counter.RELAY_CALL_OUTS_REFUSED));
  }
}
