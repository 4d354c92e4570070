package org.zmqwebbridge.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.demo.DemoOptions.ChatLanguage;

/** The assembled demo, through its WebSocket and its pages. */
class DemoTest {
  private Demo demo;

  @BeforeEach
  void start() {
    demo = Demo.start(new DemoOptions(0, "127.0.0.1:0", ChatLanguage.JAVA));
  }

  @AfterEach
  void close() {
    demo.close();
  }

  @Test
  void pagesAreServedWithAPolicyThatKeepsTheForeignOut() throws Exception {
    HttpResponse<String> page =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(URI.create(demo.url())).build(), BodyHandlers.ofString());

    assertEquals(200, page.statusCode());
    assertTrue(
        page.headers()
            .firstValue("Content-Security-Policy")
            .orElse("")
            .contains("default-src 'self'"));
  }

  @Test
  void everyoneMayAskEchoAndHearQuotes() throws IOException {
    try (RawPage page = RawPage.open(demo.url())) {
      page.connect("a", "echo", 3, "");
      page.send("a", "hello");
      assertEquals("hello", page.content("a"));

      page.connect("b", "quotes", 2, ",\"msgfilter\":\"NOVA\"");
      assertTrue(page.content("b").contains("\"symbol\":\"NOVA\""));
    }
  }

  @Test
  void membersAreForHugo() throws IOException {
    try (RawPage page = RawPage.open(demo.url())) {
      JsonObject refused = page.connect("a", "members", 2, ",\"username\":\"anna\"");
      assertEquals("not_allowed", refused.get("code").getAsString());
      assertEquals("error", page.connect("b", "members", 2, "").get("status").getAsString());

      JsonObject allowed = page.connect("c", "members", 2, ",\"username\":\"hugo\"");
      assertEquals("success", allowed.get("status").getAsString());
      assertTrue(page.content("c").startsWith("for members only"));
    }
  }

  @Test
  void withoutTheKeyNothingOfTheKernelIsToBeHad() throws IOException {
    try (RawPage page = RawPage.open(demo.url())) {
      for (String auth : List.of("", ",\"key\":\"\"", ",\"key\":\"guess\"", ",\"key\":null")) {
        JsonObject desk = page.connect("desk" + auth.length(), "kernel", 3, auth);
        assertEquals("not_allowed", desk.get("code").getAsString(), auth);
        JsonObject output = page.connect("out" + auth.length(), "kernel-iopub", 2, auth);
        assertEquals("not_allowed", output.get("code").getAsString(), auth);
      }
      String key = demo.notebookUrl().substring(demo.notebookUrl().indexOf("#key=") + 5);
      JsonObject desk = page.connect("desk", "kernel", 3, ",\"key\":\"" + key + "\"");
      assertEquals("success", desk.get("status").getAsString());
    }
  }

  @Test
  void aPageAnswersWhatTheAskerAsks() throws IOException {
    try (RawPage page = RawPage.open(demo.url())) {
      page.connect("page-1", "page", 4, "");
      page.connect("orders", "asker", 3, "");
      page.send("orders", "{\"name\":\"page-1\",\"question\":\"who are you?\"}");

      String address =
          JsonParser.parseString(page.content("page-1")).getAsJsonArray().get(0).getAsString();
      page.send("page-1", "[\"" + address + "\",\"\",\"a page\"]");

      JsonObject answer = JsonParser.parseString(page.content("orders")).getAsJsonObject();
      assertEquals("a page", answer.get("answer").getAsString());
    }
  }

  @Test
  void aPulledBridgeComesBackOnItsPort() throws IOException {
    try (RawPage page = RawPage.open(demo.url())) {
      page.connect("plug", "plug", 3, "");
      page.send("plug", "{\"pull\":\"bridge\",\"seconds\":1}");
      assertEquals(1012, page.closeCode());
    }
    try (RawPage page = RawPage.openWhenThere(demo.url())) {
      page.connect("a", "echo", 3, "");
      page.send("a", "again");
      assertEquals("again", page.content("a"));
    }
  }

  @Test
  void nothingOfItRunsOnAfterClose() {
    demo.close();

    assertEquals(Set.of(), threads());
  }

  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("demo-") || name.startsWith("zwb-"))
        .collect(Collectors.toSet());
  }
}
