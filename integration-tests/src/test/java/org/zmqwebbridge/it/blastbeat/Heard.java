package org.zmqwebbridge.it.blastbeat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One message as a node hears it: three frames, one character for each byte.
 *
 * <p>Immutable.
 */
record Heard(String sid, String type, String body) {
  private static final int HEADER = 4;

  /** One variable of a packet. */
  record Variable(String name, String value) {
    @Override
    public String toString() {
      return name + "=" + value;
    }
  }

  /** The variables of a packet, in their order; its size counts its own four bytes. */
  List<Variable> variables() {
    assertEquals("uwsgi", type);
    ByteBuffer bytes = ByteBuffer.wrap(body.getBytes(ISO_8859_1)).order(ByteOrder.LITTLE_ENDIAN);
    assertEquals(0, bytes.get(0), "modifier1");
    assertEquals(bytes.limit(), bytes.getShort(1) & 0xffff, "the size");
    assertEquals(0, bytes.get(3), "modifier2");
    bytes.position(HEADER);
    List<Variable> all = new ArrayList<>();
    while (bytes.hasRemaining()) {
      all.add(new Variable(word(bytes), word(bytes)));
    }
    return all;
  }

  private static String word(ByteBuffer bytes) {
    byte[] word = new byte[bytes.getShort() & 0xffff];
    bytes.get(word);
    return new String(word, ISO_8859_1);
  }

  /** The same by their names; the first of each. */
  Map<String, String> byName() {
    Map<String, String> all = new LinkedHashMap<>();
    variables().forEach(each -> all.putIfAbsent(each.name(), each.value()));
    return all;
  }

  String path() {
    return byName().get("PATH_INFO");
  }

  Heard expect(String wantedSid, String wantedType, String wantedBody) {
    assertEquals(wantedType, type, this::toString);
    assertEquals(wantedBody, body);
    assertEquals(wantedSid, sid);
    return this;
  }

  @Override
  public String toString() {
    return type + " of " + sid.length() + " bytes of sid: " + body;
  }
}
