package org.zmqwebbridge.it.grip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.zmqwebbridge.it.grip.PublishBridge.item;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.zmqwebbridge.grip.DeliveryRate;
import org.zmqwebbridge.grip.GripLimits;
import org.zmqwebbridge.grip.PublisherSpec;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;

/** The control API of GRIP: statuses and texts are those that Pushpin 1.36 was seen to answer. */
@Execution(ExecutionMode.CONCURRENT) // its tests wait more than they work
final class PublishApiTest {
  private final List<AutoCloseable> opened = new ArrayList<>();

  private PublishBridge bridge() {
    return bridge(GripLimits.DEFAULTS);
  }

  private PublishBridge bridge(GripLimits limits) {
    return opened(new PublishBridge(config -> config.with(limits)));
  }

  private <T extends AutoCloseable> T opened(T one) {
    opened.add(0, one);
    return one;
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : opened) {
      one.close();
    }
  }

  private static void expect(int status, String body, HttpResponse<String> answer) {
    assertEquals(body, answer.body());
    assertEquals(status, answer.statusCode());
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  @Test
  void aPublisherIsToldAsPushpinTells() {
    PublishBridge bridge = bridge();
    String nothing = "{\"items\":[]}";
    HttpResponse<String> plain = bridge.post("/publish", nothing);
    expect(200, "Published\n", plain);
    assertEquals("text/plain", header(plain, "Content-Type"));
    expect(200, "Published\n", bridge.post("/publish/", nothing, "Content-Type", "a/b"));
    expect(200, "Published\n", bridge.post("/publish", nothing, "Authorization", "Bearer any"));
    HttpResponse<String> json = bridge.post("/publish", nothing, "Accept", "application/json");
    expect(200, "{\"message\":\"Published\"}\n", json);
    assertEquals("application/json", header(json, "Content-Type"));
    String both = "application/json, text/plain";
    expect(200, "Published\n", bridge.post("/publish", nothing, "Accept", both));
    expect(
        406,
        "Not Acceptable. Supported formats are text/plain and application/json.\n",
        bridge.post("/publish", nothing, "Accept", "text/html"));
    expect(200, "Updated\n", bridge.post("/recover", ""));
    expect(200, "Pushpin API\n", bridge.ask("GET", "/", BodyPublishers.noBody()));
    expect(404, "Not Found\n", bridge.post("/publish/more", nothing));
  }

  @Test
  void onlyPostPublishes() {
    PublishBridge bridge = bridge();
    for (String method : List.of("GET", "PUT", "DELETE", "OPTIONS")) {
      HttpResponse<String> answer = bridge.ask(method, "/publish", BodyPublishers.noBody());
      expect(405, "Method not allowed: " + method + ".\n", answer);
      assertEquals("POST", header(answer, "Allow"));
    }
  }

  private static final Map<String, String> WRONG =
      Map.ofEntries(
          Map.entry("", "Body is not valid JSON."),
          Map.entry("{", "Body is not valid JSON."),
          Map.entry("[]", "Invalid format."),
          Map.entry("{}", "Invalid format: object does not contain 'items'"),
          Map.entry("{'items':3}", "Invalid format: object contains 'items' with wrong type"),
          Map.entry("{'items':[3]}", "Invalid format: publish item object is not an object"),
          Map.entry(
              "{'items':[{'http-stream':{'content':'x'}}]}",
              "Invalid format: publish item object does not contain 'channel'"),
          Map.entry("{'items':[{'channel':'a'}]}", "Invalid format: no formats specified"),
          Map.entry(
              "{'items':[{'channel':'a','formats':{}}]}", "Invalid format: no formats specified"),
          Map.entry(
              "{'items':[{'channel':'a','http-stream':3}]}",
              "Invalid format: 'http-stream' is not an object"),
          Map.entry(
              "{'items':[{'channel':'a','http-stream':{}}]}",
              "Invalid format: 'http-stream' does not contain 'content' or 'content-bin'"),
          Map.entry(
              "{'items':[{'channel':'a','http-response':{}}]}",
              "Invalid format: 'http-response' does not contain 'body', 'body-bin', or"
                  + " 'body-patch'"),
          Map.entry(
              "{'items':[{'channel':'a','id':4,'http-stream':{'content':'x'}}]}",
              "Invalid format: publish item object contains 'id' with wrong type"),
          Map.entry(
              "{'items':[{'channel':'a','meta':{'b':3},'http-stream':{'content':'x'}}]}",
              "Invalid format: 'meta' contains 'b' with wrong type"),
          Map.entry(
              "{'items':[{'channel':'a','http-response':{'body':'x','headers':[3]}}]}",
              "Invalid format: headers contains element with wrong type"),
          Map.entry(
              "{'items':[{'channel':'a','ws-message':{'type':'x','content':'y'}}]}",
              "Invalid format: 'ws-message' contains 'type' with unknown value"));

  @Test
  void whatIsWrongIsSaidInPushpinsWords() {
    PublishBridge bridge = bridge();
    WRONG.forEach(
        (body, text) -> {
          HttpResponse<String> answer = bridge.post("/publish", body.replace('\'', '"'));
          expect(400, text + "\n", answer);
          assertEquals("text/plain", header(answer, "Content-Type"));
        });
    assertEquals(WRONG.size(), bridge.count(Counter.GRIP_MALFORMED));
  }

  @Test
  void oneBadItemRejectsAll() {
    PublishBridge bridge = bridge();
    PublishStream stream = opened(bridge.stream("a"));
    bridge.awaitHearers("a", 1);
    String body = "{\"items\":[" + item("a", "never") + ",{\"channel\":\"a\"}]}";
    expect(400, "Invalid format: no formats specified\n", bridge.post("/publish", body));
    bridge.publish(item("a", "next"));
    stream.expect("next");
  }

  @Test
  void whatWouldEndAHeadEarlyIsRefused() {
    PublishBridge bridge = bridge();
    for (String member :
        List.of(
            "\"headers\":{\"A\":\"b\\r\\nC: d\"}",
            "\"headers\":[[\"A:\",\"b\"]]",
            "\"headers\":{\"\":\"b\"}",
            "\"reason\":\"OK\\n\"",
            "\"code\":99",
            "\"code\":1000")) {
      String format = "{\"body\":\"x\"," + member + "}";
      String items = "{\"items\":[{\"channel\":\"a\",\"http-response\":" + format + "}]}";
      HttpResponse<String> answer = bridge.post("/publish", items);
      assertEquals(400, answer.statusCode(), member);
      assertTrue(answer.body().endsWith("with invalid value\n"), answer.body());
    }
  }

  @Test
  void aBodyHasALimitWhicheverWayItComes() {
    PublishBridge bridge = bridge(GripLimits.DEFAULTS.withMaxPublishBytes(50_000));
    String most = item("a", "x".repeat(49_000));
    bridge.publish(most);
    String more = "{\"items\":[" + item("a", "x".repeat(60_000)) + "]}";
    expect(400, "Request body too large.\n", bridge.post("/publish", more));
    expect(
        200, "Published\n", bridge.ask("POST", "/publish", chunked("{\"items\":[" + most + "]}")));
    expect(400, "Request body too large.\n", bridge.ask("POST", "/publish", chunked(more)));
  }

  private static BodyPublisher chunked(String body) {
    return BodyPublishers.fromPublisher(BodyPublishers.ofString(body));
  }

  @Test
  void aReceiptSaysHowManyHaveGotIt() {
    PublishBridge bridge = bridge();
    PublishStream one = opened(bridge.stream("a"));
    PublishStream two = opened(bridge.stream("a"));
    bridge.awaitHearers("a", 2);
    String items = "{\"items\":[" + item("a", "x") + "," + item("nobody", "x") + "]}";
    expect(
        200,
        "{\"message\":\"Published\",\"receivers\":2}\n",
        bridge.post("/publish?receipt=1", items, "Accept", "application/json"));
    one.expect("x");
    two.expect("x");
    expect(200, "Published\n", bridge.post("/publish?receipt=1", items));
  }

  @Test
  void everyFormatReachesItsKind() throws Exception {
    PublishBridge bridge = bridge();
    CompletableFuture<HttpResponse<String>> poll = bridge.poll("a", "old");
    PublishStream stream = opened(bridge.stream("a"));
    bridge.awaitHearers("a", 2);
    bridge.publish(
        "{\"channel\":\"a\",\"formats\":{\"http-response\":{\"code\":\"201\",\"reason\":\"Yep\","
            + "\"headers\":[[\"X-A\",\"1\"],[\"X-A\",\"2\"]],\"body-bin\":\"bmV3\"},"
            + "\"http-stream\":{\"content-bin\":\"bmV3\"}}}");
    stream.expect("new");
    HttpResponse<String> answer = poll.get();
    expect(201, "new", answer);
    assertEquals(List.of("1", "2"), answer.headers().allValues("X-A"));
    bridge.publish("{\"channel\":\"a\",\"http-stream\":{\"action\":\"close\"}}");
    stream.expectEnd();
  }

  @Test
  void anIdIsOneItems() {
    PublishBridge bridge = bridge();
    PublishStream stream = opened(bridge.stream("a"));
    bridge.awaitHearers("a", 1);
    bridge.publish(item("a", "first", ",\"id\":\"1\""));
    bridge.publish(item("a", "again", ",\"id\":\"1\""), item("b", "x", ",\"id\":\"1\""));
    bridge.publish(item("a", "second", ",\"id\":\"2\""));
    stream.expect("first").expect("second");
    assertEquals(1, bridge.count(Counter.GRIP_DUPLICATES));
  }

  @Test
  void itemsComeInTheOrderOfTheirIds() {
    PublishBridge bridge = bridge();
    PublishStream stream = opened(bridge.stream("a"));
    bridge.awaitHearers("a", 1);
    bridge.publish(item("a", "1,", ",\"id\":\"1\""));
    bridge.publish(item("a", "3,", ",\"id\":\"3\",\"prev-id\":\"2\""));
    bridge.publish(item("a", "now,", ",\"no-seq\":true"));
    bridge.publish(item("a", "2,", ",\"id\":\"2\",\"prev-id\":\"1\""));
    stream.expect("1,").expect("now,").expect("2,").expect("3,");
  }

  @Test
  void whatNeverComesIsNotWaitedForLong() {
    PublishBridge bridge =
        opened(new PublishBridge(config -> config.with(PublisherSpec.DEFAULTS.withTimes(60, 50))));
    PublishStream stream = opened(bridge.stream("a"));
    bridge.awaitHearers("a", 1);
    bridge.publish(item("a", "1,", ",\"id\":\"1\""));
    bridge.publish(item("a", "3,", ",\"id\":\"3\",\"prev-id\":\"2\""));
    stream.expect("1,").expect("3,");
    assertEquals(1, bridge.count(Counter.GRIP_ITEMS_LATE));
  }

  @Test
  void aPatchIsOfTheHeldBody() throws Exception {
    PublishBridge bridge = bridge();
    CompletableFuture<HttpResponse<String>> poll = bridge.poll("a", "{\"n\":[1]}\n");
    CompletableFuture<HttpResponse<String>> other = bridge.poll("a", "text");
    bridge.awaitHearers("a", 2);
    String patch = "[{\"op\":\"add\",\"path\":\"/n/-\",\"value\":2}]";
    bridge.publish("{\"channel\":\"a\",\"http-response\":{\"body-patch\":" + patch + "}}");
    expect(200, "{\"n\":[1,2]}\n", poll.get());
    bridge.bridge().awaitCount(Counter.GRIP_PATCHES_FAILED, 1);
    bridge.publish("{\"channel\":\"a\",\"http-response\":{\"body\":\"whole\"}}");
    expect(200, "whole", other.get());
  }

  @Test
  void itemsForNobodyLeaveNothing() {
    PublishBridge bridge = bridge();
    for (int i = 0; i < 1_000; i++) {
      bridge.publish(item("nobody" + i, "x"));
    }
    assertEquals(0, bridge.count(Counter.CHANNELS_REFUSED));
    PublishStream stream = opened(bridge.stream("nobody1"));
    bridge.awaitHearers("nobody1", 1);
    bridge.publish(item("nobody1", "x"));
    stream.expect("x");
  }

  @Test
  void pagesMayNotPublish() {
    PublishBridge bridge = bridge();
    String[] page = {"Origin", "http://evil.example"};
    expect(403, "Origin not allowed.\n", bridge.post("/publish", "{\"items\":[]}", page));
  }

  @Test
  void aSecretIsDemandedWhereThereIsOne() {
    PublishBridge bridge = opened(new PublishBridge(config -> config.withSecret("very secret")));
    HttpResponse<String> refused = bridge.post("/publish", "{\"items\":[]}");
    assertEquals(401, refused.statusCode());
    assertEquals("Bearer", header(refused, "WWW-Authenticate"));
    assertEquals(
        401,
        bridge.post("/publish", "{\"items\":[]}", "Authorization", "Bearer other").statusCode());
    expect(
        200,
        "Published\n",
        bridge.post("/publish", "{\"items\":[]}", "Authorization", "Bearer very secret"));
    assertEquals(2, bridge.count(Counter.GRIP_PUBLISHERS_DENIED));
  }

  /** Of ten at once, one is delivered or two are, and one waits. */
  @Test
  void moreThanTheRateWaitsAndMoreThanTheMarkIsDropped() {
    PublisherSpec slow = PublisherSpec.DEFAULTS.with(new DeliveryRate(1, 1));
    PublishBridge bridge = opened(new PublishBridge(config -> config.with(slow)));
    PublishStream stream = opened(bridge.stream("c"));
    List<String> items = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      items.add(item("c", "" + i));
    }
    bridge.publish(items.toArray(String[]::new));
    stream.expect("0");
    Await.await("dropped", () -> bridge.count(Counter.GRIP_DELIVERIES_DROPPED) >= 8);
  }

  @Test
  void theRateIsOfDeliveriesAndKeepsTheirOrder() {
    PublisherSpec quick = PublisherSpec.DEFAULTS.with(new DeliveryRate(1_000, 0));
    PublishBridge bridge = opened(new PublishBridge(config -> config.with(quick)));
    PublishStream one = opened(bridge.stream("c"));
    PublishStream other = opened(bridge.stream("c"));
    StringBuilder all = new StringBuilder();
    List<String> items = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      items.add(item("c", i + ","));
      all.append(i).append(',');
    }
    bridge.publish(items.toArray(String[]::new));
    one.expect(all.toString());
    other.expect(all.toString());
    assertEquals(0, bridge.count(Counter.GRIP_DELIVERIES_DROPPED));
  }
}
