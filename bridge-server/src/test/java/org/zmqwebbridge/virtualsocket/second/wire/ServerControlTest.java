package org.zmqwebbridge.virtualsocket.second.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What the bridge says, letter by letter. */
class ServerControlTest {
  private static void says(String expected, ServerControl frame) {
    assertEquals(expected.replace('\'', '"'), frame.json());
    assertArrayEquals(frame.json().getBytes(UTF_8), frame.encode());
  }

  @Test
  void theWelcomeTellsTheLimits() {
    says(
        "{'op':'welcome','connection':17,'heartbeatMillis':15000,'extensions':['a'],'limits':"
            + "{'maxMessageBytes':1,'maxParts':2,'maxControlBytes':3,'maxChannels':4,"
            + "'maxTopicBytes':5,'maxSubscriptions':6,'maxRequestsInFlight':7}}",
        new ServerControl.Welcome(17, 15_000, List.of("a"), new WireLimits(1, 2, 3, 4, 5, 6, 7)));
  }

  @Test
  void theConnectionHasItsOwnWords() {
    says("{'op':'beat'}", new ServerControl.Beat());
    says("{'op':'pong','id':5}", new ServerControl.Pong(5));
    says("{'op':'authorized'}", new ServerControl.Authorized(ServerControl.Authorized.NEVER));
    says("{'op':'authorized','expires':9}", new ServerControl.Authorized(9));
    says("{'op':'expiring','expires':9}", new ServerControl.Expiring(9));
  }

  @Test
  void aSocketIsOpenedRefusedOrClosed() {
    says(
        "{'op':'opened','channel':1,'credit':0,'maxMessageBytes':9}",
        new ServerControl.Opened(1, 0, 9, null, null));
    says(
        "{'op':'opened','channel':1,'credit':0,'maxMessageBytes':9,'reclaim':'s','epoch':'e'}",
        new ServerControl.Opened(1, 0, 9, "s", "e"));
    says(
        "{'op':'refused','channel':1,'code':1302,'text':'no','connection':17}",
        new ServerControl.Refused(1, WireError.NOT_ALLOWED, "no", 17));
    says(
        "{'op':'closed','channel':4294967295,'code':0,'text':'as asked'}",
        new ServerControl.Closed(0xffff_ffffL, WireError.CLOSED, "as asked"));
  }

  @Test
  void aRequestFailsOrIsGivenUp() {
    says(
        "{'op':'failed','channel':1,'id':7,'code':1401,'text':'late'}",
        new ServerControl.Failed(1, 7, WireError.TIMEOUT, "late"));
    says("{'op':'cancel','channel':1,'id':7}", new ServerControl.Cancel(1, 7));
  }

  @Test
  void aSubscriptionIsToldWhatHoldsAndWhatIsLost() {
    says(
        "{'op':'subscribed','channel':1,'topics':['NOVA','',{'base64':'/wA='}]}",
        new ServerControl.Subscribed(
            1, List.of("NOVA".getBytes(UTF_8), new byte[0], "\u00ff\u0000".getBytes(ISO_8859_1))));
    says("{'op':'gap','channel':1,'after':41,'from':60}", new ServerControl.Gap(1, 41, 60));
    says(
        "{'op':'gap','channel':1,'from':60}",
        new ServerControl.Gap(1, ServerControl.Gap.NOTHING, 60));
    says(
        "{'op':'dropped','channel':1,'messages':12,'code':1501}",
        new ServerControl.Dropped(1, 12, WireError.SLOW_READER));
    says("{'op':'credit','channel':1,'messages':64}", new ServerControl.Credit(1, 64));
  }

  @Test
  void aTopicIsTextOnlyWhereItsBytesAreUtf8() {
    byte[] halfOfAPair = {(byte) 0xed, (byte) 0xa0, (byte) 0x80};
    byte[] replacement = "\ufffd".getBytes(UTF_8);
    assertEquals("{\"base64\":\"7aCA\"}", Topic.json(halfOfAPair));
    assertEquals("\"\ufffd\"", Topic.json(replacement));
  }

  @Test
  void noticesAreOfASocketOrOfAll() {
    says(
        "{'op':'notice','channel':1,'notice':'service_absent'}",
        new ServerControl.Told(1, ServerControl.Notice.SERVICE_ABSENT));
    says(
        "{'op':'notice','notice':'stopping'}",
        new ServerControl.Told(ServerControl.Told.ALL, ServerControl.Notice.STOPPING));
  }

  @Test
  void anErrorSaysWhatItConcernsIfThatIsKnown() {
    says(
        "{'op':'error','channel':1,'id':7,'code':2006,'text':'twice'}",
        new ServerControl.Wrong(1, 7, WireError.ID_IN_USE, "twice"));
    says(
        "{'op':'error','code':2003,'text':'what'}",
        new ServerControl.Wrong(0, Fault.NO_ID, WireError.UNKNOWN_OP, "what"));
  }
}
