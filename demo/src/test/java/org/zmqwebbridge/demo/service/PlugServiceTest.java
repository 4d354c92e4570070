package org.zmqwebbridge.demo.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

class PlugServiceTest {
  private final Peers peers = new Peers();
  private Outlet echo;
  private ZMQ.Socket orders;
  private ZMQ.Socket pulse;

  @BeforeEach
  void start() throws IOException {
    String echoAddress = Peers.freeAddress();
    String ordersAddress = Peers.freeAddress();
    String pulseAddress = Peers.freeAddress();
    echo = peers.run("echo", () -> new EchoService(echoAddress));
    peers.run("plug", () -> new PlugService(ordersAddress, pulseAddress, List.of(echo)));
    orders = peers.connect(SocketType.REQ, ordersAddress);
    pulse = peers.connect(SocketType.SUB, pulseAddress);
  }

  @AfterEach
  void close() {
    peers.close();
  }

  @Test
  void whatIsPulledIsOffAndComesBackByItself() {
    Peers.await(pulse, message -> isOn(message));

    assertFalse(isOn(Peers.ask(orders, "{\"pull\": \"echo\", \"seconds\": 1}")));

    Peers.await(pulse, message -> !isOn(message) && !echo.isOn());
    Peers.await(pulse, message -> isOn(message) && echo.isOn());
  }

  @Test
  void theAnswerSaysWhenItIsBack() {
    JsonObject answer = json(Peers.ask(orders, "{\"pull\": \"echo\", \"seconds\": 2}"));

    assertEquals(2_000, service(answer).get("back").getAsInt());
  }

  @Test
  void nobodyMayPullAPlugForLong() {
    JsonObject answer = json(Peers.ask(orders, "{\"pull\": \"echo\", \"seconds\": 1e9}"));

    assertEquals(30_000, service(answer).get("back").getAsInt());
  }

  @Test
  void anOrderThatNamesNothingPullsNothing() {
    for (String order : List.of("", "7", "{", "{}", "null", "{\"pull\": \"the moon\"}")) {
      assertTrue(isOn(Peers.ask(orders, order)), order);
    }
    String answer = Peers.ask(orders, "{\"pull\": \"the moon\"}");
    assertEquals(
        "nothing here is called the moon; there is [echo]",
        json(answer).get("error").getAsString());
  }

  private static boolean isOn(String state) {
    return service(json(state)).get("on").getAsBoolean();
  }

  private static JsonObject service(JsonObject state) {
    return state.getAsJsonArray("services").get(0).getAsJsonObject();
  }

  private static JsonObject json(String text) {
    return JsonParser.parseString(text).getAsJsonObject();
  }
}
