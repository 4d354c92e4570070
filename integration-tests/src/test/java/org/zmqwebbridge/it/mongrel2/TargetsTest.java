package org.zmqwebbridge.it.mongrel2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which targets are taken, and which are refused: the same ones by both. */
class TargetsTest {
  private static final List<String> REFUSED =
      List.of(
          "/h%",
          "/h%2",
          "/h%zz",
          "/h\"",
          "/h<",
          "/h>",
          "/h`",
          "/h\\",
          "/h{",
          "/h}",
          "/h|",
          "/h^",
          "/h[",
          "/h]",
          "/h?a=%zz",
          "/h?a=\"",
          "/h?a=[]",
          "/h?a={}",
          "/h#a#b",
          "/h\u00c3\u00a9");
  private static final List<String> TAKEN =
      List.of(
          "/h",
          "/h'",
          "/h~",
          "/h;a=b",
          "/h?a?b",
          "/h??",
          "/h#",
          "/h?a#b?c",
          "/h//..//x",
          "/h@:,!$&()*+",
          "/h%00%2f..");

  @ParameterizedTest
  @EnumSource
  void targetsOfStrangeCharactersAreRefused(Side side) {
    try (TestServer server = side.start(new Plan())) {
      for (String target : REFUSED) {
        try (Client client = server.client()) {
          client.get(target);
          client.expectRefusal(400);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void othersAreTakenAsTheyAreSent(Side side) {
    try (TestServer server = side.start(new Plan());
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      for (String target : TAKEN) {
        client.get(target);
        Heard heard = handler.hear();
        assertEquals(target.replaceFirst("[?#].*", ""), heard.path());
        assertEquals(target.replaceFirst("#.*", ""), heard.header("URI"));
      }
    }
  }
}
