package org.zmqwebbridge.mongrel2.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestMessageTest {
  private static final byte[] NOTHING = {};

  private static String text(byte[] message) {
    return new String(message, ISO_8859_1);
  }

  @Test
  void messageInJsonIsTheseBytes() {
    HeaderBlock headers =
        HeaderBlock.json().add("host", "a").add("x", List.of("1", "2")).add("METHOD", "GET");
    assertEquals(
        "me 7 /p 41:{\"host\":\"a\",\"x\":[\"1\",\"2\"],\"METHOD\":\"GET\"},3:abc,",
        text(RequestMessage.write("me", 7, "/p", headers, "abc".getBytes(ISO_8859_1))));
  }

  @Test
  void messageInTnetstringsIsTheseBytes() {
    HeaderBlock headers = HeaderBlock.tnetstring().add("host", "a").add("x", List.of("1", "2"));
    assertEquals(
        "me 4294967295 /p 26:4:host,1:a,1:x,8:1:1,1:2,]}0:,",
        text(RequestMessage.write("me", 4_294_967_295L, "/p", headers, NOTHING)));
  }

  @Test
  void copyGrowsWithoutTheOther() {
    HeaderBlock headers = HeaderBlock.json().add("a", "1");
    HeaderBlock copy = headers.copy().add("b", "x".repeat(2000));
    assertEquals(
        "me 1 / 9:{\"a\":\"1\"},0:,", text(RequestMessage.write("me", 1, "/", headers, NOTHING)));
    assertEquals(
        true, text(RequestMessage.write("me", 1, "/", copy, NOTHING)).contains("\"b\":\"x"));
  }

  @Test
  void noticesAreTheseBytes() {
    assertEquals(
        "me 1 @* 17:{\"METHOD\":\"JSON\"},21:{\"type\":\"disconnect\"},",
        text(RequestMessage.disconnect("me", 1, HeaderBlock.json())));
    assertEquals(
        "me 4 @* 16:6:METHOD,4:JSON,}21:{\"type\":\"disconnect\"},",
        text(RequestMessage.disconnect("me", 4, HeaderBlock.tnetstring())));
    assertEquals(
        "me 1 @* 41:{\"METHOD\":\"JSON\",\"DOWNLOAD_CREDITS\":\"43\"},18:{\"type\":\"credits\"},",
        text(RequestMessage.credits("me", 1, HeaderBlock.json(), 43)));
  }

  private static JsonObject json(String value) {
    byte[] message =
        RequestMessage.write("me", 1, "/", HeaderBlock.json().add("v", value), NOTHING);
    String block = new String(message, UTF_8);
    return JsonParser.parseString(block.substring(block.indexOf('{'), block.lastIndexOf('}') + 1))
        .getAsJsonObject();
  }

  @Test
  void jsonIsValidWhateverClientsSend() {
    assertEquals("\"\\\t\u007f", json("\"\\\t\u007f").get("v").getAsString());
    assertEquals("caf\u00e9", json("caf\u00c3\u00a9").get("v").getAsString(), "UTF-8 as it is");
    assertEquals("caf\u00e9", json("caf\u00e9").get("v").getAsString(), "or else ISO 8859-1");
    assertEquals("\u0080\u00ff", json("\u0080\u00ff").get("v").getAsString());
  }
}
