package org.zmqwebbridge.it.mongrel2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.it.Management;
import org.zmqwebbridge.it.PythonPeer;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;

/** Handlers that come, go, are several, and speak other languages. */
@SuppressWarnings("try") // clients and handlers end when a test says so
@Execution(ExecutionMode.CONCURRENT) // its tests wait more than they work
class HandlersTest {
  private static final String WAITING = "zwb.mongrel2.waiting";

  @ParameterizedTest
  @ValueSource(strings = {"json tcp", "json ipc", "tnetstring tcp", "tnetstring ipc"})
  void handlerInPythonAnswers(String kind) {
    Plan plan = kind.startsWith("json") ? new Plan() : new Plan().tnetstrings();
    java.nio.file.Path sockets = OurServer.folder();
    if (kind.endsWith("ipc")) {
      plan.addresses("ipc://" + sockets + "/send", "ipc://" + sockets + "/recv");
    }
    try (TestServer server = Side.OURS.start(plan);
        PythonPeer handler =
            PythonPeer.start(
                "mongrel2_handler", plan.handler().sendSpec(), plan.handler().recvSpec());
        Client client = server.client()) {
      assertEquals("ready", handler.line());
      for (int i = 0; i < 3; i++) {
        client.post("/h/" + i, "body " + i);
        String said = "POST /h/" + i + " body " + i;
        client.expect("HTTP/1.1 200 OK\r\nContent-Length: " + said.length() + "\r\n\r\n" + said);
      }
    }
    OurServer.remove(sockets);
  }

  @Test
  void handlersInJavaAnswerOverUnixSockets() {
    java.nio.file.Path sockets = OurServer.folder();
    Plan plan = new Plan().addresses("ipc://" + sockets + "/send", "ipc://" + sockets + "/recv");
    try (TestServer server = Side.OURS.start(plan);
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      client.get("/h");
      handler.answer(handler.hear().id());
      client.expect(JavaHandler.OK);
    }
    OurServer.remove(sockets);
  }

  @ParameterizedTest
  @EnumSource
  void handlerThatComesLaterGetsWhatWaits(Side side) {
    try (TestServer server = side.start(new Plan());
        Client client = server.client();
        Client gone = server.client()) {
      client.get("/h/waits");
      gone.get("/h/gone");
      gone.close();
      try (JavaHandler handler = server.handler()) {
        Set<String> heard = new TreeSet<>();
        for (int i = 0; i < 3; i++) {
          Heard next = handler.hear();
          heard.add(next.path());
          if (next.path().equals("/h/waits")) {
            handler.answer(next.id());
          }
        }
        assertEquals(Set.of("/h/waits", "/h/gone", "@*"), heard);
        client.expect(JavaHandler.OK);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void requestsGoToHandlersInTurn(Side side) {
    try (TestServer server = side.start(new Plan());
        JavaHandler first = server.handler();
        JavaHandler second = server.handler();
        Client client = server.client()) {
      Await.await("both to be asked", () -> isAskedAndAnswers(client, first, second));
    }
  }

  private static boolean isAskedAndAnswers(Client client, JavaHandler first, JavaHandler second) {
    List<JavaHandler> asked = new ArrayList<>();
    client.get("/h/1");
    client.get("/h/2");
    while (asked.size() < 2) {
      for (JavaHandler handler : List.of(first, second)) {
        byte[] message = handler.hearsNow();
        if (message != null) {
          asked.add(handler);
          handler.answer(Heard.of(message).id());
        }
      }
    }
    client.expect(JavaHandler.OK + JavaHandler.OK);
    return asked.get(0) != asked.get(1);
  }

  @Test
  void whoConnectsAndSaysNothingTakesNoRequests() throws IOException {
    Plan plan = new Plan();
    try (OurServer server = OurServer.start(plan);
        Socket silent =
            new Socket(InetAddress.getLoopbackAddress(), port(plan.handler().sendSpec()));
        Client client = server.client()) {
      assertTrue(silent.getInputStream().read() >= 0, "the server greets");
      client.get("/h");
      Await.await("it to wait", () -> server.bridge().gauge(WAITING) == 1);
      try (JavaHandler handler = server.handler()) {
        handler.answer(handler.hear().id());
        client.expect(JavaHandler.OK);
      }
    }
  }

  private static int port(String address) {
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
  }

  @Test
  void requestThatNobodyTakesInTimeIsAnswered503() {
    try (OurServer server = OurServer.start(new Plan().setting("zwb.handler_timeout", 1));
        Client client = server.client()) {
      client.get("/h");
      client.expectRefusal(503);
      assertEquals(1, server.count(Counter.MONGREL2_UNANSWERED));
      assertEquals(0, server.bridge().gauge(WAITING));
      try (JavaHandler handler = server.handler();
          Client next = server.client()) {
        next.get("/h/next");
        assertEquals("/h/next", handler.hear().path(), "nobody hears of who was refused");
      }
    }
  }

  @Test
  void socketWhoseMessageNobodyTakesInTimeEndsWithoutAnAnswerOfHttp() {
    try (OurServer server = OurServer.start(new Plan().setting("zwb.handler_timeout", 1));
        Client client = server.client()) {
      try (JavaHandler handler = server.handler()) {
        WebSocketsTest.open(client, handler, 1);
      }
      Await.await("the handler to have gone", () -> server.count(Counter.PEERS_LOST) >= 2);
      client.send(WebSocketsTest.frame(0x81, "lost"));
      client.expectEnd();
      assertEquals(1, server.count(Counter.MONGREL2_UNANSWERED));
    }
  }

  @Test
  void whatNoHandlerTakesWaitsUpToSoManyAndTheNextIsAnswered503() {
    try (OurServer server = OurServer.start(new Plan());
        Client many = server.client();
        Client next = server.client()) {
      String request = "GET /h HTTP/1.1\r\n\r\n";
      for (int i = 0; i < 100; i++) {
        many.send(request.repeat(100));
      }
      Await.await("all to wait", () -> server.bridge().gauge(WAITING) == 10_000);
      next.get("/h");
      next.expectRefusal(503);
      assertEquals(1, server.count(Counter.MONGREL2_REFUSED));
      try (JavaHandler handler = server.handler()) {
        for (int i = 0; i < 10_000; i++) {
          assertEquals(1, handler.hear().id());
        }
        many.get("/h/after");
        assertEquals("/h/after", handler.hear().path());
      }
    }
  }

  @Test
  void whatNoHandlerTakesWaitsUpToSoManyBytes() {
    int body = 16 << 20;
    try (OurServer server = OurServer.start(new Plan().setting("limits.content_length", body))) {
      String large = "b".repeat(body);
      List<Client> clients = new ArrayList<>();
      try {
        for (int i = 1; i <= 3; i++) {
          int waiting = i;
          clients.add(server.client().post("/h", large));
          Await.await("it to wait", () -> server.bridge().gauge(WAITING) == waiting);
        }
        try (Client next = server.client()) {
          next.post("/h", large);
          next.expectRefusal(503);
        }
        assertEquals(1, server.count(Counter.MONGREL2_REFUSED));
      } finally {
        clients.forEach(Client::close);
      }
    }
  }

  @Test
  void handlerThatDiesLeavesItsConnectionsToTheOthers() {
    try (OurServer server = OurServer.start(new Plan());
        Client client = server.client()) {
      try (JavaHandler dies = server.handler()) {
        client.get("/h");
        assertEquals(1, dies.hear().id());
      }
      try (JavaHandler other = server.speaker()) {
        other.answer(1);
        client.expect(JavaHandler.OK);
      }
    }
  }

  @Test
  void allThatIsHandedOverIsCounted() {
    try (OurServer server = OurServer.start(new Plan());
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      client.get("/h");
      handler.answer(handler.hear().id());
      client.expect(JavaHandler.OK);
      assertEquals(1, server.count(Counter.MONGREL2_REQUESTS));
      assertEquals(1, server.count(Counter.MONGREL2_REPLIES));
      assertEquals(1, server.bridge().gauge("zwb.mongrel2.connections"));
      client.close();
      handler.hearGone(1);
      assertEquals(1, server.count(Counter.MONGREL2_DISCONNECTS));
      assertEquals(0, server.bridge().gauge("zwb.mongrel2.connections"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneHandlerServesSeveralServersWhoseIdsAreTheSame(Side side) {
    Plan one = new Plan().hears("one");
    Plan two = new Plan().hears("two");
    try (TestServer first = side.start(one);
        TestServer second = side.start(two);
        JavaHandler handler = first.handler();
        Client here = first.client();
        Client there = second.client()) {
      handler.connectToo(two.handler());
      here.get("/h");
      assertEquals(1, handler.hear().id());
      there.get("/h");
      assertEquals(1, handler.hear().id());
      handler.say("two 1:1, there");
      handler.say("one 1:1, here");
      here.expect("here");
      there.expect("there");
    }
  }

  @Test
  void requestForHandlersThatAreNotThereAnyMoreIsAnswered503() {
    Plan changed = new Plan();
    try (OurServer server = OurServer.start(new Plan());
        Client waits = server.client();
        Client begun = server.client()) {
      waits.get("/h");
      Await.await("it to wait", () -> server.bridge().gauge(WAITING) == 1);
      begun.send("POST /h HTTP/1.1\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
      begun.expect("HTTP/1.1 100 Continue\r\n\r\n");
      server.reload(changed);
      waits.expectRefusal(503);
      begun.send("abc");
      begun.expectRefusal(503);
      try (JavaHandler handler = JavaHandler.connect(changed.handler());
          Client next = server.client()) {
        next.get("/h/next");
        assertEquals("/h/next", handler.hear().path());
      }
    }
  }

  @Test
  void messageIsInBytesWhatItSays() {
    try (OurServer server = OurServer.start(new Plan());
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      client.post("/h", "\u0000\u00ff\r\n,}");
      String message = new String(handler.hearBytes(), ISO_8859_1);
      assertTrue(message.endsWith(",6:\u0000\u00ff\r\n,},"), message);
    }
  }

  @Test
  void anOperatorSeesHowManyHandlersAreThereAndWhatWaits() {
    try (OurServer server =
            OurServer.start(new Plan(), bridge -> bridge.management("127.0.0.1:0"));
        Client client = server.client()) {
      Management management = Management.of(server.bridge());
      client.get("/h/waits");
      Await.await(
          "a request that waits", () -> seen(management).contains("\"connected\":0,\"waiting\":1"));
      try (JavaHandler handler = server.handler()) {
        handler.answer(handler.hear().id());
        client.expect(JavaHandler.OK);
        Await.await(
            "the handler", () -> seen(management).contains("\"connected\":1,\"waiting\":0"));
      }
      Await.await("its end", () -> seen(management).contains("\"connected\":0"));
    }
  }

  private static String seen(Management management) {
    return management.json("/backends").getAsJsonArray("handlers").toString();
  }
}
