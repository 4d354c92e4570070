package org.zmqwebbridge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HeardTopicsTest {
  private final HeardTopics service = new HeardTopics(2);

  private boolean comes(String first) {
    return service.isOpen() && service.onMessage(first.getBytes(UTF_8));
  }

  private void subscribe(String topic) {
    service.subscribe(Topic.of(topic));
  }

  private void unsubscribe(String topic, long seconds) {
    service.unsubscribe(Topic.of(topic), TimeUnit.SECONDS.toNanos(seconds));
  }

  private void isHeard(boolean expected, String topic) {
    assertEquals(expected, service.isHeard(Topic.of(topic)), topic);
  }

  @Test
  void aMessageProvesTheOnlySubscriptionThatCanHaveBroughtIt() {
    subscribe("NOVA");
    subscribe("ACME");
    isHeard(false, "NOVA");
    assertTrue(comes("NOVA 1"));
    isHeard(true, "NOVA");
    isHeard(true, "NOVA 2");
    isHeard(false, "ACME");
    isHeard(false, "NO");
    assertFalse(comes("NOVA 1"));
    assertTrue(comes("ACME"));
    assertFalse(service.isOpen());
  }

  @Test
  void whatTwoMayHaveBroughtProvesNeither() {
    subscribe("NO");
    subscribe("NOVA");
    assertFalse(comes("NOVA 1"));
    assertTrue(comes("NOPE"));
    isHeard(true, "NOVA"); // all of it comes by the other one
    subscribe("NOVUM");
    isHeard(true, "NOVUM");
    assertFalse(service.isOpen());
  }

  @Test
  void aLongerOneThatIsHeardHidesAShorterOneUntilSomethingElseComes() {
    subscribe("NOVA");
    assertTrue(comes("NOVA"));
    subscribe("");
    assertFalse(comes("NOVA"));
    assertTrue(comes("ACME"));
    isHeard(true, "anything");
  }

  @Test
  void anotherConnectionHasHeardNothing() {
    subscribe("NOVA");
    assertTrue(comes("NOVA"));
    service.onLost();
    isHeard(false, "NOVA");
    assertTrue(comes("NOVA"));
    isHeard(true, "NOVA");
  }

  @Test
  void whatASubscriptionBroughtThatHasEndedProvesNothingOfItsSuccessor() {
    subscribe("NOVA");
    assertTrue(comes("NOVA"));
    unsubscribe("NOVA", 1);
    isHeard(false, "NOVA");
    subscribe("NO");
    assertFalse(comes("NOVA"));
    service.onTick(TimeUnit.SECONDS.toNanos(5));
    assertFalse(comes("NOVA"));
    service.onTick(TimeUnit.SECONDS.toNanos(6));
    assertTrue(comes("NOVA"));
  }

  @Test
  void ofThoseThatHaveEndedNotMoreAreRememberedThanMayBe() {
    for (String topic : new String[] {"a", "b", "c"}) {
      subscribe(topic);
      unsubscribe(topic, 1);
    }
    subscribe("a");
    subscribe("b");
    assertTrue(comes("a"));
    assertFalse(comes("b"));
  }
}
