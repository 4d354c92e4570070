package com.example.accounts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ApplicationTest {
  private static Application application;

  @BeforeAll
  static void start() throws Exception {
    application = new Application(0);
  }

  @AfterAll
  static void stop() throws Exception {
    application.close();
  }

  private static String get(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + application.port() + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
        .body();
  }

  @Test
  void aPageCallsAFunctionThroughTheApplicationsPort() throws InterruptedException {
    try (Page page = new Page("ws://127.0.0.1:" + application.port() + "/data")) {
      assertEquals("success", page.connect("accounts", "hugo"));

      String reply =
          page.request("{\"funcname\": \"add_user\", \"args\": [\"anna\"], \"kwargs\": {}}")
              .toString();

      assertTrue(reply.contains("success") && reply.contains("anna"), reply);
    }
  }

  @Test
  void thePageIsTheApplicationsAndTheClientTheBridges() throws Exception {
    assertTrue(get("/").contains("accounts.js"));
    assertTrue(get("/zmq.js").contains("Context"));
  }
}
