package org.zmqwebbridge.grip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** In which order origins are asked. */
class WeightsTest {
  private static Weights of(String targets) {
    return RouteLine.read("* " + targets).orElseThrow().weights();
  }

  private static String order(Weights weights) {
    StringBuilder ports = new StringBuilder();
    for (Target target : weights.next()) {
      ports.append(((Target.Http) target.place()).address().port());
    }
    return ports.toString();
  }

  @Test
  void withoutWeightsItIsAsWritten() {
    Weights weights = of("a:1 a:2 a:3,weight=5");
    assertEquals("123", order(weights));
    assertEquals("123", order(weights));
  }

  @Test
  void turnsAreSpreadEvenlyAndTheOthersKeepTheirPlaces() {
    Weights weights = of("a:1,weight=3 a:9 a:2,weight=1");
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      all.append(order(weights)).append(' ');
    }
    assertEquals("192 192 291 192 192 192 291 192 ", all.toString());
  }

  @Test
  void equalTargetsAreEqualWhoseverTurnItIs() {
    Weights weights = of("a:1,weight=3 a:2,weight=1");
    assertEquals("12", order(weights));
    assertEquals(of("a:1,weight=3 a:2,weight=1"), weights);
    assertEquals(List.of(of("a:1")), List.of(of("a:1")));
  }
}
