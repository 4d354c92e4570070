package org.zmqwebbridge.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.zmqwebbridge.Bridge;

/** A bridge among Spring Boot's own versions of everything, beside its web server. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {"bridge.listen=127.0.0.1:0", "accounts.address=tcp://127.0.0.1:*"})
class ApplicationTest {
  @Autowired Bridge bridge;
  @Autowired MeterRegistry registry;
  @Autowired TestRestTemplate web;

  @Test
  void aPageCallsAFunctionOfABean() throws InterruptedException {
    try (Page page = new Page(bridge.uri())) {
      assertThat(page.connect("accounts", "hugo")).isEqualTo("success");

      JsonObject reply =
          page.request(
              "{\"funcname\": \"add_user\", \"args\": [\"anna\", \"secret\"], \"kwargs\": {}}");

      assertThat(reply.toString()).contains("success").contains("anna");
    }
  }

  @Test
  void aHookThatIsABeanRefuses() throws InterruptedException {
    try (Page page = new Page(bridge.uri())) {
      assertThat(page.connect("accounts", "egon")).isEqualTo("error");
    }
  }

  @Test
  void theApplicationsOwnRegistryHasTheBridgesCounters() throws InterruptedException {
    try (Page page = new Page(bridge.uri())) {
      page.connect("accounts", "hugo");

      assertThat(registry.get("zwb.auth.hook.allowed").functionCounter().count()).isPositive();
    }
  }

  @Test
  void theApplicationsOwnWebServerAnswersBesideTheBridge() {
    assertThat(web.getForObject("/actuator/health", String.class)).contains("UP");
  }
}
