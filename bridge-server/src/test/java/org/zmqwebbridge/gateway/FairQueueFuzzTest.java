package org.zmqwebbridge.gateway;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.zmqwebbridge.fuzz.Choices;

/** Every request is sent once, or ends before; never twice, never late for want of a turn. */
class FairQueueFuzzTest {
  @FuzzTest
  void operations(byte[] bytes) {
    Choices choices = new Choices(bytes);
    new FairQueueModel(new Members(), 1 + choices.below(5)).play(choices);
  }
}
