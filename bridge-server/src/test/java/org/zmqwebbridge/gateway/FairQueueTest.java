package org.zmqwebbridge.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.fuzz.Choices;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

class FairQueueTest {
  private static final int SHARE = 4;

  private final Counters counters = new Counters();
  private final FairQueue queue = new FairQueue(SHARE, counters);
  private final Members members = new Members();
  private final Requests requests = new Requests();
  private final List<PendingRequest> sent = new ArrayList<>();

  private CallerSeat join() {
    return join(members.caller());
  }

  private CallerSeat join(CallerSeat seat) {
    seat.seat(queue.join(seat.member().connectionId()));
    return seat;
  }

  private PendingRequest ask(CallerSeat asker) {
    PendingRequest request = requests.of(asker);
    queue.add(request);
    return request;
  }

  private List<PendingRequest> ask(CallerSeat asker, int times) {
    return IntStream.range(0, times).mapToObj(i -> ask(asker)).toList();
  }

  private void end(PendingRequest request) {
    request.end();
    queue.ended(request);
  }

  private void send() {
    assertFalse(queue.send(sent::add));
  }

  @Test
  void connectionsTakeTurns() {
    CallerSeat one = join();
    CallerSeat other = join();
    List<PendingRequest> ofOne = ask(one, 3);
    List<PendingRequest> ofOther = ask(other, 3);
    send();
    assertEquals(
        List.of(
            ofOne.get(0),
            ofOther.get(0),
            ofOne.get(1),
            ofOther.get(1),
            ofOne.get(2),
            ofOther.get(2)),
        sent);
    assertTrue(queue.isEmpty());
  }

  @Test
  void whoeverIsAloneSendsAsMuchAsItLikes() {
    ask(join(), 100);
    send();
    assertEquals(100, sent.size());
  }

  @Test
  void whileOthersUseTheServiceNoneHasMoreThanItsShareThere() {
    ask(join());
    CallerSeat greedy = join();
    List<PendingRequest> asked = ask(greedy, 100);
    send();
    assertEquals(1 + SHARE, sent.size());
    assertEquals(1, counters.value(Counter.REQUESTS_DEFERRED));
    for (int i = 0; i < 50; i++) {
      end(asked.get(i));
      send();
      assertEquals(1 + SHARE + i + 1, sent.size(), "one more for each that ends");
    }
  }

  @Test
  void aFastServiceIsGivenWhatItAnswersInTwoMilliseconds() {
    CallerSeat polite = join();
    CallerSeat greedy = join();
    for (int i = 0; i < 1_000; i++) {
      PendingRequest request = ask(greedy);
      send();
      end(request);
    }
    queue.nextPeriod();
    ask(polite);
    ask(greedy, 100);
    sent.clear();
    send();
    assertEquals(1 + 1_000 / 50, sent.size());
    queue.nextPeriod();
    queue.nextPeriod();
    sent.clear();
    send();
    assertEquals(SHARE, sent.size(), "it has answered nothing since");
  }

  @Test
  void callersOfOneConnectionShareItsTurns() {
    ask(join());
    CallerSeat first = join();
    CallerSeat second = join(members.caller(first.member().connectionId(), 2));
    ask(first, SHARE);
    ask(second, SHARE);
    send();
    assertEquals(1 + SHARE, sent.size());
  }

  @Test
  void whatAServiceKeepsForLongCountsNoMore() {
    ask(join());
    ask(join(), 3 * SHARE);
    send();
    assertEquals(1 + SHARE, sent.size());
    queue.nextPeriod();
    send();
    assertEquals(1 + SHARE, sent.size(), "not yet");
    queue.nextPeriod();
    send();
    assertEquals(1 + 2 * SHARE, sent.size());
  }

  @Test
  void whoeverIsLeftAloneHasNoLimitAnyMore() {
    CallerSeat brief = join();
    end(ask(brief));
    CallerSeat stays = join();
    ask(stays, 250);
    for (int i = 0; i < 40; i++) {
      send();
      queue.nextPeriod();
    }
    send();
    assertEquals(250, sent.size());
  }

  @Test
  void whoeverStillHasRequestsWaitingIsNotForgotten() {
    CallerSeat polite = join();
    CallerSeat greedy = join();
    ask(polite);
    ask(greedy, 200);
    for (int i = 1; i <= 30; i++) {
      end(ask(polite));
      send();
      queue.nextPeriod();
    }
    long greedys = sent.stream().filter(request -> request.seat() == greedy).count();
    assertTrue(greedys <= 16 * SHARE, "a share in two periods, not all at once: " + greedys);
  }

  @Test
  void whenTheSenderRefusesNothingIsLostAndTheOrderStays() {
    CallerSeat one = join();
    List<PendingRequest> asked = ask(one, 3);
    assertTrue(queue.send(request -> false));
    assertTrue(queue.send(request -> sent.isEmpty() && sent.add(request)));
    assertEquals(asked.subList(0, 1), sent);
    send();
    assertEquals(asked, sent);
  }

  @Test
  void whatHasEndedMeanwhileIsNotSent() {
    CallerSeat one = join();
    List<PendingRequest> asked = ask(one, 3);
    end(asked.get(0));
    end(asked.get(2));
    send();
    assertEquals(List.of(asked.get(1)), sent);
    ask(one);
    end(ask(one));
    send();
    assertTrue(queue.isEmpty());
  }

  @Test
  void aBlockedConnectionThatLeavesTakesItsRequestsAlong() {
    CallerSeat stays = join();
    CallerSeat leaves = join();
    ask(stays);
    List<PendingRequest> asked = ask(leaves, 10);
    send();
    asked.forEach(this::end);
    queue.leave(leaves.member().connectionId(), leaves.lane());
    leaves.retire();
    send();
    queue.nextPeriod();
    send();
    assertEquals(1 + SHARE, sent.size());
    ask(stays, 100);
    send();
    assertEquals(1 + SHARE + 100, sent.size(), "it is alone now");
  }

  @Test
  void nothingIsLostOrDoubledOrOvertaken() {
    for (int seed = 0; seed < 200; seed++) {
      byte[] steps = new byte[800];
      new Random(seed).nextBytes(steps);
      new FairQueueModel(members, 1 + seed % 5).play(new Choices(steps));
    }
  }
}
