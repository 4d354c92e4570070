package org.zmqwebbridge.grip.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmqwebbridge.json.MalformedTextException;
import org.zmqwebbridge.json.StrictJson;

/**
 * What is taken for an item is the same when it is written for other bridges and read again, and
 * has nothing in it that would end a head early.
 */
class PublishItemFuzzTest {
  static Stream<byte[]> seeds() {
    return Stream.of(
            "{'items':[{'channel':'a','http-stream':{'content':'x'}}]}",
            "{'items':[{'channel':'a','id':'2','prev-id':'1','no-seq':true,'meta':{'k':'v'},"
                + "'formats':{'http-response':{'code':'201','reason':'r','headers':[['A','b']],"
                + "'body-bin':'AAE=','content-filters':['var-subst']},"
                + "'ws-message':{'type':'binary','content-bin':'/w=='}}}]}",
            "{'items':[{'channel':'a','http-response':{'body-patch':[{'op':'add','path':'/a',"
                + "'value':[1,null,1.5e3,{'b':'\\u0000'}]}]}}]}",
            "{'items':[{'channel':'a','ws-message':{'action':'close','code':4000,'reason':'x'},"
                + "'http-stream':{'action':'hint'},'http-response':{'action':'hint'}}]}")
        .map(seed -> seed.replace('\'', '"').getBytes(UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest
  void anything(byte[] bytes) throws MalformedGripException, MalformedTextException {
    try {
      for (PublishItem item : PublishReader.items(bytes)) {
        survives(item);
      }
    } catch (MalformedGripException | MalformedTextException refused) {
      assertTrue(refused.getMessage().length() < bytes.length + 200, "a text without end");
    }
  }

  private static void survives(PublishItem item)
      throws MalformedGripException, MalformedTextException {
    assertTrue(!item.channel().isEmpty());
    if (item.isVoid()) {
      return;
    }
    String written = PublishWriter.write(item);
    Map<String, Object> members = StrictJson.object(written);
    PublishItem again = PublishReader.item(members, Optional.of(item.channel()));
    assertEquals(written, PublishWriter.write(again));
    assertEquals(item.id(), again.id());
    assertEquals(item.meta(), again.meta());
    item.response().ifPresent(response -> isHead(response.answer()));
  }

  private static void isHead(OriginResponse answer) {
    assertTrue(answer.code() >= 200 && answer.code() <= 999);
    assertTrue(answer.reason().chars().noneMatch(PublishItemFuzzTest::ends));
    for (Header header : answer.headers()) {
      assertTrue(header.value().chars().noneMatch(PublishItemFuzzTest::ends));
      assertTrue(header.name().chars().noneMatch(c -> c <= ' ' || c == ':' || c >= 0x7f));
    }
  }

  private static boolean ends(int c) {
    return c == '\r' || c == '\n' || c == 0;
  }
}
