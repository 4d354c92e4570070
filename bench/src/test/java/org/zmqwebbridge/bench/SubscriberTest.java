package org.zmqwebbridge.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.bench.client.LoadConnection;

class SubscriberTest {
  private final List<Long> heard = new ArrayList<>();
  private final Subscriber subscriber =
      new Subscriber(
          new Door("quotes", Door.SUB, "{}"),
          new Reception.Listener() {
            @Override
            public void onDelivery(long number, long nowNanos) {
              heard.add(number);
            }

            @Override
            public void onOther(long nowNanos) {
              heard.add(-1L);
            }
          },
          false);

  private void delivery(String content) {
    frame("\"content\":\"" + content + "\"");
  }

  private void frame(String members) {
    subscriber.take(LoadConnection.ascii("{\"identity\":\"s0\"," + members + "}"), 1);
  }

  private void number(long number) {
    delivery(String.format("%016d", number) + "xxxx");
  }

  @Test
  void gapsInTheNumbersAreMissing() {
    number(0);
    assertTrue(subscriber.reception().isGreeted());
    assertEquals(0, subscriber.reception().deliveries());
    number(1);
    number(2);
    assertEquals(0, subscriber.reception().missing());
    number(5);
    assertEquals(2, subscriber.reception().missing());
    assertEquals(5, subscriber.reception().last());
    assertEquals(List.of(1L, 2L, 5L), heard);
  }

  @Test
  void theFirstPublicationsCanBeMissingToo() {
    number(4);
    assertEquals(3, subscriber.reception().missing());
  }

  @Test
  void whatHasNoNumberIsCountedOnly() {
    delivery("a price of 12.5 for ACME");
    delivery("short");
    assertEquals(2, subscriber.reception().deliveries());
    assertEquals(0, subscriber.reception().missing());
    assertEquals(List.of(-1L, -1L), heard);
  }

  @Test
  void aRefusalSaysWhatTheBridgeSaid() {
    String answer = "{'status':'error','error_msg':'no','code':'not_allowed'}".replace("'", "\\\"");
    frame("\"content\":\"" + answer + "\",\"msg_type\":\"connection_reply\"");
    assertTrue(subscriber.failure().contains("refused the endpoint quotes: no"));
  }

  @Test
  void anotherWireIsNamed() {
    subscriber.take(LoadConnection.ascii("{\"hello\":\"world\"}"), 1);
    assertTrue(subscriber.failure().contains("this is not the bridge's wire"));
  }
}
