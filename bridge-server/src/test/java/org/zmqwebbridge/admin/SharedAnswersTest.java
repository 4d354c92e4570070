package org.zmqwebbridge.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SharedAnswersTest {
  private long now;
  private int asked;
  private final SharedAnswers answers =
      new SharedAnswers(fields -> ManagementAnswer.text(200, fields + " " + ++asked), () -> now);

  private String read(String search) {
    return answers.read(Map.of("search", search)).text().strip();
  }

  @Test
  void whoAsksTheSameWithinASecondHasTheSameAnswer() {
    assertEquals("{search=a} 1", read("a"));
    now += TimeUnit.MILLISECONDS.toNanos(999);
    assertEquals("{search=a} 1", read("a"));
    now += TimeUnit.MILLISECONDS.toNanos(1);
    assertEquals("{search=a} 2", read("a"));
  }

  @Test
  void onlyAFewQuestionsAreRemembered() {
    for (int i = 0; i < 17; i++) {
      read("" + i);
    }
    assertEquals("{search=16} 17", read("16"));
    assertEquals("{search=0} 18", read("0"));
  }

  @Test
  void theFirstOfManyAreKeptInOrder() {
    FirstOnes<Integer> first = new FirstOnes<>(3, Integer::compare);
    List.of(5, 1, 4, 2, 3).forEach(first::add);
    assertEquals(List.of(1, 2, 3), first.inOrder());
    assertEquals(5, first.seen());
  }
}
