package org.zmqwebbridge.it.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.it.Answers;

/**
 * A service that does as its requests ask, but out of order, some twice, and some again much later,
 * to routes whose requests have long ended; also to those of a life before its last death.
 *
 * <p>Owner thread: its back end's, one after the other.
 */
final class LedgerService implements Answers {
  private static final int MAX_HELD = 16;
  private static final int REMEMBERED = 256;
  private static final int ONE_IN = 10;
  private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(Trial.DEADLINE_MILLIS + 200);
  private static final byte[] LARGE = new byte[Trial.MAX_PAGE_BYTES + 1];
  private static final byte[] HUGE = new byte[Trial.MAX_SERVICE_BYTES + 1];

  private record Late(long dueNanos, List<byte[]> answer) {}

  private final Random random;
  private final List<List<byte[]>> remembered = new ArrayList<>();
  private final List<List<byte[]>> held = new ArrayList<>();
  private final Deque<Late> late = new ArrayDeque<>();

  LedgerService(Random random) {
    this.random = random;
  }

  /** It dies, and what it held with it; what it remembers is all that it has in its next life. */
  void die() {
    held.clear();
    late.clear();
  }

  @Override
  public List<List<byte[]>> to(List<byte[]> request) {
    remember(request);
    String content = new String(request.get(request.size() - 1), US_ASCII);
    switch (Kind.valueOf(content.substring(content.indexOf(' ') + 1))) {
      case ECHO -> held.add(request);
      case MUTE -> {}
      case LATE -> late.add(new Late(System.nanoTime() + LATE_NANOS, request));
      case LARGE -> held.add(answer(request, LARGE));
      case HUGE -> held.add(answer(request, HUGE));
    }
    return held.size() < MAX_HELD ? List.of() : whenIdle();
  }

  private void remember(List<byte[]> request) {
    if (remembered.size() < REMEMBERED) {
      remembered.add(request);
    } else {
      remembered.set(random.nextInt(REMEMBERED), request);
    }
  }

  private static List<byte[]> answer(List<byte[]> request, byte[] content) {
    return List.of(request.get(0), request.get(1), request.get(2), content);
  }

  @Override
  public List<List<byte[]>> whenIdle() {
    List<List<byte[]>> answers = new ArrayList<>(held);
    held.clear();
    while (!late.isEmpty() && late.peek().dueNanos() - System.nanoTime() < 0) {
      answers.add(late.remove().answer());
    }
    if (answers.isEmpty()) {
      return answers;
    }
    Collections.shuffle(answers, random);
    if (random.nextInt(ONE_IN) == 0) {
      answers.add(answers.get(0));
    }
    if (random.nextInt(ONE_IN) == 0) {
      answers.add(0, again(answers.get(0).get(0)));
    }
    return answers;
  }

  /** An old answer, over the connection that there is now. */
  private List<byte[]> again(byte[] peer) {
    List<byte[]> old = remembered.get(random.nextInt(remembered.size()));
    return List.of(peer, old.get(1), old.get(2), old.get(3));
  }
}
