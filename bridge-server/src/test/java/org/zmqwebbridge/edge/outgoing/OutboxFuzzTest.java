package org.zmqwebbridge.edge.outgoing;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.zmqwebbridge.flow.SlowReaderPolicy;
import org.zmqwebbridge.fuzz.Choices;

/**
 * Whatever is done to an outbox, what comes out are whole frames in the order in which they came;
 * none is missing but publications that are counted, and all bytes are given back.
 */
class OutboxFuzzTest {
  @FuzzTest
  void operations(byte[] bytes) {
    Choices choices = new Choices(bytes);
    OutboxModel model = new OutboxModel();
    while (choices.hasMore() && !model.hasEnded()) {
      step(model, choices);
    }
    model.drain();
  }

  private static void step(OutboxModel model, Choices choices) {
    switch (choices.below(16)) {
      case 0, 1, 2 -> model.reply(choices.below(120));
      case 3, 4, 5 -> publish(model, choices);
      case 6, 7, 8 -> model.take(choices.below(OutboxModel.MAX_BYTES));
      case 9 -> model.hold(choices.below(600));
      case 10 -> model.letGo();
      case 11 -> model.ping();
      case 12 -> model.pong(choices.below(126));
      case 13 -> model.rest();
      case 14 -> model.promise();
      default -> {
        switch (choices.below(3)) {
          case 0 -> model.clear();
          case 1 -> model.close();
          default -> model.discard();
        }
      }
    }
  }

  private static void publish(OutboxModel model, Choices choices) {
    model.publish(choices.below(120), choices.below(2), choices.of(SlowReaderPolicy.values()));
  }
}
