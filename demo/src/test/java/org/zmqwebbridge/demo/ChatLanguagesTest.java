package org.zmqwebbridge.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zmqwebbridge.demo.DemoOptions.ChatLanguage;
import org.zmqwebbridge.demo.chat.ChatDesk;
import org.zmqwebbridge.demo.chat.ChatService;
import org.zmqwebbridge.demo.service.Appliance;
import org.zmqwebbridge.demo.service.Outlet;
import org.zmqwebbridge.demo.service.Peers;

/** The chat service keeps the same rules in Java and in Python, over the same sockets. */
class ChatLanguagesTest {
  private final Peers peers = new Peers();
  private Appliance chat;
  private ZMQ.Socket commands;
  private ZMQ.Socket events;

  @AfterEach
  void close() {
    if (chat != null) {
      chat.close();
    }
    peers.close();
  }

  @ParameterizedTest
  @EnumSource(ChatLanguage.class)
  void everyoneHearsWhatIsSaid(ChatLanguage language) throws IOException {
    start(language);
    JsonObject ada = join("Ada");
    Peers.await(events, event -> event.contains("\"members\""));

    JsonObject answer = tell("say", ada, "\"id\": \"a1\", \"text\": \"hello\"");

    JsonObject message = answer.getAsJsonObject("message");
    assertEquals(1, message.get("serial").getAsInt());
    JsonObject event =
        json(Peers.await(events, text -> json(text).get("kind").getAsString().equals("said")));
    assertEquals(message, event.getAsJsonObject("message"));
    assertEquals(ada.get("room"), event.get("room"));
  }

  @ParameterizedTest
  @EnumSource(ChatLanguage.class)
  void whoJoinsGetsTheHistory(ChatLanguage language) throws IOException {
    start(language);
    JsonObject ada = join("Ada");
    tell("say", ada, "\"id\": \"a1\", \"text\": \"one\"");
    tell("say", ada, "\"id\": \"a2\", \"text\": \"two\"");

    JsonArray history = join("Bob").getAsJsonArray("messages");

    assertEquals(2, history.size());
    assertEquals("one", history.get(0).getAsJsonObject().get("text").getAsString());
  }

  @ParameterizedTest
  @EnumSource(ChatLanguage.class)
  void markupStaysText(ChatLanguage language) throws IOException {
    start(language);
    JsonObject member = join("<b>Ada</b>");
    String markup = "<script>alert('1')</script> & <img src=x onerror=alert(2)>";

    JsonObject said =
        tell("say", member, "\"id\": \"a1\", \"text\": \"" + markup + "\"")
            .getAsJsonObject("message");

    assertEquals("<b>Ada</b>", said.get("name").getAsString());
    assertEquals(markup, said.get("text").getAsString());
  }

  @ParameterizedTest
  @EnumSource(ChatLanguage.class)
  void whatIsSentTwiceIsSaidOnce(ChatLanguage language) throws IOException {
    start(language);
    JsonObject ada = join("Ada");

    JsonObject first = tell("say", ada, "\"id\": \"a1\", \"text\": \"one\"");
    JsonObject again = tell("say", ada, "\"id\": \"a1\", \"text\": \"one\"");

    assertEquals(first, again);
    assertEquals(1, tell("here", ada, "\"got\": 0").getAsJsonArray("messages").size());
  }

  @ParameterizedTest
  @EnumSource(ChatLanguage.class)
  void membersAreSeenTypingAndReceiving(ChatLanguage language) throws IOException {
    start(language);
    JsonObject ada = join("Ada");
    JsonObject bob = join("ada");
    assertEquals("ada 2", bob.get("name").getAsString());
    tell("say", ada, "\"id\": \"a1\", \"text\": \"one\"");

    tell("here", bob, "\"got\": 1, \"typing\": true");

    String event =
        Peers.await(
            events,
            text -> {
              JsonArray members = json(text).getAsJsonArray("members");
              return members != null
                  && members.size() == 2
                  && members.get(1).getAsJsonObject().get("typing").getAsBoolean();
            });
    JsonObject seen = json(event).getAsJsonArray("members").get(1).getAsJsonObject();
    assertEquals(
        json("{\"name\": \"ada 2\", \"away\": false, \"typing\": true, \"got\": 1}"), seen);
    assertEquals(1, json(event).get("last").getAsInt());
    assertFalse(event.contains(bob.get("token").getAsString()), "a token is nobody else's");
  }

  @ParameterizedTest
  @EnumSource(ChatLanguage.class)
  void whatIsWrongHasACodeAndTheServiceGoesOn(ChatLanguage language) throws IOException {
    start(language);
    String token = join("Ada").get("token").getAsString();

    for (String malformed :
        List.of(
            "",
            "7",
            "null",
            "[]",
            "{",
            "{}",
            "{\"do\": 7}",
            "{\"do\": \"dance\"}",
            "[".repeat(100_000),
            "{\"do\": \"here\", \"token\": \"" + token + "\", \"got\": \"much\"}")) {
      assertRefused("malformed", malformed);
    }
    assertRefused("not_joined", "{\"do\": \"say\", \"id\": \"1\", \"text\": \"hi\"}");
    assertRefused("bad_name", "{\"do\": \"join\", \"name\": \" \\u200b \"}");
    assertRefused("bad_name", "{\"do\": \"join\"}");
    assertRefused(
        "bad_text",
        "{\"do\": \"say\", \"token\": \"" + token + "\", \"id\": \"1\", \"text\": \"\"}");
    assertRefused("bad_id", "{\"do\": \"say\", \"token\": \"" + token + "\", \"text\": \"hi\"}");
    assertTrue(json(Peers.ask(commands, "{\"do\": \"leave\"}")).get("ok").getAsBoolean());
  }

  @ParameterizedTest
  @EnumSource(ChatLanguage.class)
  void aRestartedServiceIsANewRoom(ChatLanguage language) throws IOException {
    start(language);
    JsonObject before = join("Ada");

    chat.pull();
    chat.plugIn();
    connect();

    assertRefused("not_joined", command("here", before, "\"got\": 0"));
    assertFalse(join("Ada").get("room").equals(before.get("room")));
  }

  private String commandsAddress;
  private String eventsAddress;

  private void start(ChatLanguage language) throws IOException {
    commandsAddress = Peers.freeAddress();
    eventsAddress = Peers.freeAddress();
    chat =
        switch (language) {
          case JAVA -> new Outlet("chat", "", commandsAddress, "", this::javaChat);
          case PYTHON -> pythonChat();
        };
    chat.plugIn();
    connect();
  }

  private void connect() {
    commands = peers.reach(commandsAddress, "{\"do\": \"leave\"}");
    events = peers.connect(SocketType.SUB, eventsAddress);
  }

  private ChatService javaChat() {
    return new ChatService(
        commandsAddress,
        eventsAddress,
        () -> new ChatDesk(InstantSource.system(), () -> UUID.randomUUID().toString()));
  }

  private PythonChat pythonChat() {
    assumeTrue(PythonChat.interpreter().isPresent(), "needs a python3 that can import zmq");
    return new PythonChat(commandsAddress, eventsAddress);
  }

  private JsonObject join(String name) {
    return json(Peers.ask(commands, "{\"do\": \"join\", \"name\": \"" + name + "\"}"));
  }

  private JsonObject tell(String verb, JsonObject member, String fields) {
    return json(Peers.ask(commands, command(verb, member, fields)));
  }

  private static String command(String verb, JsonObject member, String fields) {
    return "{\"do\": \"%s\", \"token\": %s, %s}".formatted(verb, member.get("token"), fields);
  }

  private void assertRefused(String code, String command) {
    JsonObject answer = json(Peers.ask(commands, command));
    assertFalse(answer.get("ok").getAsBoolean(), answer.toString());
    assertEquals(code, answer.get("code").getAsString(), answer.toString());
  }

  private static JsonObject json(String text) {
    return JsonParser.parseString(text).getAsJsonObject();
  }
}
