package org.zmqwebbridge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What comes over a page's own connection and over the shared one comes to it once, in order. */
class FreshMergeTest {
  private final FreshMerge merge = new FreshMerge();
  private long offset;

  private void answer(String text) {
    merge.onAnswer(KeptPublication.of(Encoder.NO_OFFSET, List.of(text.getBytes(UTF_8)), 0));
  }

  private void shared(String text) {
    merge.onShared(KeptPublication.of(++offset, List.of(text.getBytes(UTF_8)), 0));
  }

  private String merged() {
    StringBuilder all = new StringBuilder();
    for (KeptPublication each : merge.merged()) {
      all.append(new String(each.parts().get(0), UTF_8));
      all.append(each.offset() == Encoder.NO_OFFSET ? " " : each.offset() + " ");
    }
    return all.toString();
  }

  @Test
  void theAnswerComesAndWhatCameTwiceComesOnceWithItsOffset() {
    answer("a");
    answer("b");
    shared("b");
    shared("c");
    assertEquals("a b1 c2 ", merged());
    assertTrue(merge.bytes() > 0);
  }

  @Test
  void whatTheSharedOneBroughtFirstIsInTheServicesOrder() {
    shared("new");
    answer("old");
    answer("new");
    assertEquals("old new1 ", merged());
  }

  @Test
  void twoThatAreEqualStayTwo() {
    answer("a");
    answer("a");
    shared("a");
    shared("a");
    shared("a");
    assertEquals("a1 a2 a3 ", merged());
  }

  @Test
  void anAnswerThatAlsoCameOverTheSharedOneIsNotAfterWhatIsNewer() {
    answer("5");
    answer("6");
    shared("5");
    shared("5");
    shared("6");
    shared("7");
    assertEquals("51 52 63 74 ", merged());
  }

  @Test
  void whatTheSharedOneBringsLaterIsKnown() {
    answer("old");
    answer("new");
    assertEquals("old new ", merged());
    assertFalse(merge.isSettled());
    assertTrue(merge.hasHad(KeptPublication.of(9, List.of("new".getBytes(UTF_8)), 0)));
    assertFalse(merge.hasHad(KeptPublication.of(9, List.of("new".getBytes(UTF_8)), 0)));
    assertTrue(merge.hasHad(KeptPublication.of(9, List.of("old".getBytes(UTF_8)), 0)));
    assertTrue(merge.isSettled());
  }

  /** The service publishes in order; either connection is ahead of the other now and then. */
  @RepeatedTest(50)
  void nothingIsLostOrDoubledOrOutOfOrder() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    int heard = random.nextInt(10); // when the service hears the new subscription
    int last = heard + random.nextInt(10);
    List<Runnable> ofShort = new ArrayList<>();
    List<Runnable> ofShared = new ArrayList<>();
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i <= last + 3; i++) {
      String text = Character.toString('A' + i);
      if (i == heard) {
        ofShort.add(() -> answer("!"));
        expected.append('!');
      }
      if (i >= heard && i <= last) {
        ofShort.add(() -> answer(text));
      }
      ofShared.add(() -> shared(text));
      expected.append(text);
    }
    for (int i = 0; i < heard; i++) {
      ofShared.remove(0).run(); // long before
    }
    while (!ofShort.isEmpty() || ofShared.size() > 3) {
      boolean fromShort = !ofShort.isEmpty() && (ofShared.size() <= 3 || random.nextBoolean());
      (fromShort ? ofShort : ofShared).remove(0).run();
    }
    ofShared.forEach(Runnable::run);
    String texts = merged().replaceAll("[0-9 ]", "");
    assertEquals(expected.toString(), texts, "seed " + seed);
  }
}
