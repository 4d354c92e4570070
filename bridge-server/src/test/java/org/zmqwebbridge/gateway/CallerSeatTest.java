package org.zmqwebbridge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zmqwebbridge.observe.Counter;

/** Many requests of one caller at a real ROUTER service. */
class CallerSeatTest {
  private static final int ENVELOPE = 3; // the DEALER's routing id, the route, the delimiter

  private final Peer service = new Peer(SocketType.ROUTER);
  private final EndpointSpec endpoint =
      EndpointSpec.of("asked", org.zmqwebbridge.auth.SocketType.REQ, service.bind());
  private final Heard caller = new Heard(1);
  private RunningShards running;
  private CallerSeat seat;

  private void join(GatewayLimits limits) throws InterruptedException {
    running = new RunningShards(limits, endpoint);
    seat = running.shards().seat(endpoint, caller, true);
    seat.join();
    caller.hears("joined");
  }

  private void join() throws InterruptedException {
    join(RunningShards.limits(1000, 100, 1000, 600_000));
  }

  @AfterEach
  void everythingEnds() throws Exception {
    running.close();
    service.close();
  }

  private void ask(int id, long millis, String... parts) {
    List<byte[]> frames = Stream.of(parts).map(part -> part.getBytes(UTF_8)).toList();
    seat.request(id, frames, millis, running.charge());
  }

  private static String content(List<byte[]> asked) {
    return Peer.text(asked.subList(ENVELOPE, asked.size()));
  }

  @Test
  void repliesComeInAnyOrderUnderTheIdsOfTheirRequestsWithAllParts() throws Exception {
    join();
    ask(7, 0, "a", "", "b");
    ask(-1, 0, "c");
    List<byte[]> first = service.receive();
    List<byte[]> second = service.receive();
    assertEquals("a||b", content(first));
    assertEquals("c", content(second));
    service.answer(second, ENVELOPE, "C", "", "D");
    caller.hears("reply -1: C||D");
    service.answer(first, ENVELOPE, "A");
    caller.hears("reply 7: A");
  }

  @Test
  void aServiceThatSendsNoDelimiterBackIsUnderstood() throws Exception {
    join();
    ask(1, 0, "a");
    service.answer(service.receive(), ENVELOPE - 1, "A", "B");
    caller.hears("reply 1: A|B");
    ask(2, 0, "a");
    service.answer(service.receive(), ENVELOPE - 1, "");
    caller.hears("reply 2: ");
  }

  @Test
  void ofAGivenUpRequestNothingMoreIsHeardAndItsPlaceIsFree() throws Exception {
    join(RunningShards.limits(1000, 1, 1000, 600_000));
    ask(1, 0, "slow");
    List<byte[]> slow = service.receive();
    ask(2, 0, "one too many");
    caller.hears("failed 2: overflow");
    seat.cancel(1);
    seat.cancel(99);
    ask(2, 0, "next");
    List<byte[]> next = service.receive();
    service.answer(slow, ENVELOPE, "late");
    service.answer(next, ENVELOPE, "in time");
    caller.hears("reply 2: in time");
    assertEquals(1, counted(Counter.REQUESTS_CANCELLED));
    assertEquals(1, counted(Counter.REPLIES_UNROUTABLE));
    assertEquals(0, running.charged());
  }

  private long counted(Counter counter) {
    return running.counters().endpoint("asked").value(counter);
  }

  @Test
  void anIdThatIsInFlightIsRefusedAndTheFirstRequestGoesOn() throws Exception {
    join();
    ask(5, 0, "first");
    List<byte[]> first = service.receive();
    ask(5, 0, "second");
    caller.hears("failed 5: id_in_use");
    service.answer(first, ENVELOPE, "A");
    caller.hears("reply 5: A");
    ask(5, 0, "third");
    service.answer(service.receive(), ENVELOPE, "B");
    caller.hears("reply 5: B");
  }

  @Test
  void aCallersOwnDeadlineIsKept() throws Exception {
    join();
    ask(1, 1, "a");
    caller.hears("failed 1: timeout");
  }

  @Test
  void aDeadlineIsCutToTheConfiguredOne() throws Exception {
    join(RunningShards.limits(1000, 100, 1000, 1));
    ask(1, 600_000, "a");
    caller.hears("failed 1: timeout");
  }

  @Test
  void aReplyThatTheCallerDoesNotTakeEndsItsRequest() throws Exception {
    join(RunningShards.limits(10, 100, 1000, 600_000));
    ask(1, 0, "a");
    ask(2, 0, "b");
    service.answer(service.receive(), ENVELOPE, "123456", "78901");
    caller.hears("failed 1: too_large");
    service.answer(service.receive(), ENVELOPE, "12345", "67890");
    caller.hears("reply 2: 12345|67890");
  }

  @Test
  void whoLeavesHearsNothingMoreAndIsToldWhenThatIsSo() throws Exception {
    join();
    ask(1, 0, "a");
    List<byte[]> asked = service.receive();
    CompletableFuture<Void> done = new CompletableFuture<>();
    seat.leave(() -> done.complete(null));
    done.get(20, TimeUnit.SECONDS);
    assertEquals(0, running.charged());
    service.answer(asked, ENVELOPE, "A");
    Heard other = new Heard(2);
    CallerSeat next = running.shards().seat(endpoint, other, true);
    next.join();
    other.hears("joined");
    next.request(1, List.of(new byte[] {'b'}), 0, running.charge());
    service.answer(service.receive(), ENVELOPE, "B");
    other.hears("reply 1: B");
    assertEquals(List.of(), caller.rest());
  }

  @Test
  void whoHasNoSeatIsToldThatItsRequestGoesNowhere() throws Exception {
    running = new RunningShards(RunningShards.limits(1000, 100, 1000, 600_000), endpoint);
    seat = running.shards().seat(endpoint, caller, true);
    ask(1, 0, "a");
    caller.hears("failed 1: not_connected");
  }
}
