package com.example.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "management.endpoint.health.show-details=always")
class ApplicationTest {
  @LocalServerPort int port;
  @Autowired MeterRegistry registry;
  @Autowired TestRestTemplate web;

  private Page page() {
    return new Page("ws://127.0.0.1:" + port + "/data");
  }

  @Test
  void aPageCallsAFunctionOfABean() throws InterruptedException {
    try (Page page = page()) {
      assertThat(page.connect("accounts", "hugo")).isEqualTo("success");

      assertThat(page.request("{\"funcname\": \"add_user\", \"args\": [\"anna\"], \"kwargs\": {}}"))
          .asString()
          .contains("success")
          .contains("anna");
    }
  }

  @Test
  void aHookThatIsABeanRefuses() throws InterruptedException {
    try (Page page = page()) {
      assertThat(page.connect("accounts", "egon")).isEqualTo("error");
    }
  }

  @Test
  void healthAndMetersAreTheApplications() throws InterruptedException {
    assertThat(web.getForObject("/actuator/health", String.class))
        .contains("zmqwebbridge")
        .contains("at the application's port");
    try (Page page = page()) {
      page.connect("accounts", "hugo");

      assertThat(registry.get("zwb.auth.hook.allowed").functionCounter().count()).isPositive();
    }
  }

  @Test
  void theApplicationServesThePageAndTheClient() {
    assertThat(web.getForObject("/index.html", String.class)).contains("accounts.js");
    assertThat(web.getForObject("/webjars/zmq.js/0.1.0-SNAPSHOT/zmq.js", String.class))
        .contains("Context");
  }
}
