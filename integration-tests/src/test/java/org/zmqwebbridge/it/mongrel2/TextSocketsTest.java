package org.zmqwebbridge.it.mongrel2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmqwebbridge.observe.Counter;

/** Sockets of JSON and XML: text that ends with a NUL. */
@SuppressWarnings("try") // clients and handlers end when a test says so
@Execution(ExecutionMode.CONCURRENT) // its tests wait more than they work
class TextSocketsTest {
  private static Plan plan() {
    return new Plan().at("@chat").at("<tag");
  }

  private static String base64(String text) {
    return new String(Base64.getEncoder().encode(text.getBytes(UTF_8)), ISO_8859_1);
  }

  @ParameterizedTest
  @EnumSource
  void messageOfJsonIsToldWithItsPath(Side side) {
    try (TestServer server = side.start(plan());
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      client.send("@chat {\"type\":\"msg\"}\0");
      Heard heard = handler.hear();
      assertEquals(1, heard.id());
      assertEquals("@chat", heard.path());
      assertEquals("JSON", heard.method());
      assertEquals("@chat", heard.header("PATTERN"));
      assertEquals("{\"type\":\"msg\"}", heard.body());
      assertNull(heard.header("VERSION"));
      assertNull(heard.header("URI"));
      client.close();
      handler.hearGone(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void repliesToJsonSocketsAreBase64WithoutANul(Side side) {
    try (TestServer server = side.start(plan());
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      client.send("@chat {\"type\":\"msg\"}\0");
      assertEquals(1, handler.hear().id());
      handler.reply("one", 1);
      handler.reply("two", 1);
      handler.kill(1);
      assertEquals(base64("one") + base64("two"), client.readAll());
    }
  }

  /** Their m2sh 1.12.2 mostly aborts over such a configuration. */
  @Test
  void rawRepliesAreAsTheyAre() {
    try (TestServer server = Side.OURS.start(plan().raw());
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      client.send("@chat {\"type\":\"msg\"}\0");
      assertEquals(1, handler.hear().id());
      handler.reply("one\0", 1);
      client.expect("one\0");
    }
  }

  @ParameterizedTest
  @EnumSource
  void manyMessagesMayComeInOnePieceAndOneInMany(Side side) {
    try (TestServer server = side.start(plan());
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      client.send("@chat {\"n\":1}\0@chat/sub {\"n\":2}\0@chat {\"n\"");
      assertEquals("{\"n\":1}", handler.hear().body());
      assertEquals("@chat/sub", handler.hear().path());
      client.send(":3}\0");
      assertEquals("{\"n\":3}", handler.hear().body());
    }
  }

  @ParameterizedTest
  @EnumSource
  void pingIsSwallowed(Side side) {
    try (TestServer server = side.start(plan());
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      client.send("@chat {\"n\":1}\0");
      assertEquals(1, handler.hear().id());
      client.send("@chat {\"type\":\"ping\"}\0@chat {\"type\":  \"ping\"}\0@chat {\"n\":2}\0");
      assertEquals("{\"n\":2}", handler.hear().body());
    }
  }

  @ParameterizedTest
  @EnumSource
  void messageOfXmlIsToldWhole(Side side) {
    try (TestServer server = side.start(plan());
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      client.send("<tag name=\"x\"><inner/></tag>\0");
      Heard heard = handler.hear();
      assertEquals("<tag", heard.path());
      assertEquals("XML", heard.method());
      assertEquals("<tag name=\"x\"><inner/></tag>", heard.body());
    }
  }

  @ParameterizedTest
  @EnumSource
  void policyIsToldToWhoAsksForIt(Side side) {
    try (TestServer server = side.start(plan());
        Client client = server.client()) {
      client.send("<policy-file-request/>\0");
      String policy = client.readAll();
      assertTrue(policy.startsWith("<?xml version=\"1.0\"?>"), policy);
      assertTrue(policy.contains("<allow-access-from domain=\"*\""), policy);
      assertTrue(policy.endsWith("</cross-domain-policy>\0"), policy);
    }
  }

  @ParameterizedTest
  @EnumSource
  void queryOrUnknownPathEndsTheConnection(Side side) {
    try (TestServer server = side.start(plan());
        JavaHandler handler = server.handler()) {
      for (String wrong : List.of("@chat?q=1 {}\0", "@other {\"n\":1}\0")) {
        try (Client client = server.client()) {
          client.send(wrong);
          client.readAll();
        }
      }
      try (Client client = server.client()) {
        client.send("@chat {\"n\":1}\0");
        assertEquals("@chat", handler.hear().path());
      }
    }
  }

  @Test
  void whatIsNoMessageEndsTheConnectionAndIsCounted() {
    List<String> wrong =
        List.of("@chat no json\0", "@chat\0", "<\0", "<tag\0", "@chat " + "{".repeat(20_481));
    try (OurServer server = OurServer.start(plan())) {
      for (String each : wrong) {
        try (Client client = server.client()) {
          client.sendAnyhow(each.getBytes(ISO_8859_1));
          client.expectEnd();
        }
      }
      assertEquals(wrong.size(), server.count(Counter.MONGREL2_MALFORMED));
    }
  }

  @Test
  void serverWithoutSuchRoutesTakesThemForBadRequests() {
    try (TestServer server = Side.OURS.start(new Plan());
        Client client = server.client()) {
      client.send("@chat {\"n\":1}\r\n\r\n");
      client.expectRefusal(400);
    }
  }

  @Test
  void requestsOfHttpMayFollowAndAreAnsweredPlainly() {
    try (TestServer server = Side.OURS.start(plan());
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      client.send("@chat {\"n\":1}\0");
      assertEquals("@chat", handler.hear().path());
      client.get("/h");
      assertEquals("/h", handler.hear().path());
      handler.reply("plain", 1);
      client.expect("plain");
    }
  }
}
