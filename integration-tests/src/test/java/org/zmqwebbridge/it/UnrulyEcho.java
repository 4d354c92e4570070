package org.zmqwebbridge.it;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A service that answers every request, but out of order, some twice, and some again much later, to
 * routes whose requests have long ended.
 *
 * <p>Owner thread: its back end's.
 */
final class UnrulyEcho implements Answers {
  private static final int MAX_HELD = 16;
  private static final int REMEMBERED = 64;
  private static final int ONE_IN = 10;

  private final Random random;
  private final List<List<byte[]>> held = new ArrayList<>();
  private final List<List<byte[]>> remembered = new ArrayList<>();

  UnrulyEcho(Random random) {
    this.random = random;
  }

  @Override
  public List<List<byte[]>> to(List<byte[]> request) {
    held.add(request);
    if (remembered.size() < REMEMBERED) {
      remembered.add(request);
    }
    return held.size() < MAX_HELD ? List.of() : whenIdle();
  }

  @Override
  public List<List<byte[]>> whenIdle() {
    if (held.isEmpty()) {
      return List.of();
    }
    List<List<byte[]>> answers = new ArrayList<>(held);
    held.clear();
    Collections.shuffle(answers, random);
    if (random.nextInt(ONE_IN) == 0) {
      answers.add(answers.get(0));
    }
    if (remembered.size() == REMEMBERED && random.nextInt(ONE_IN) == 0) {
      answers.add(0, remembered.get(random.nextInt(REMEMBERED)));
    }
    return answers;
  }
}
