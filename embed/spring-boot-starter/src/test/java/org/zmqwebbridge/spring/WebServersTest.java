package org.zmqwebbridge.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.boot.web.embedded.jetty.JettyServletWebServerFactory;
import org.springframework.boot.web.embedded.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.embedded.undertow.UndertowServletWebServerFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.reactive.HttpHandler;
import org.zmqwebbridge.Bridge;
import org.zmqwebbridge.rpc.RpcMethod;
import org.zmqwebbridge.rpc.RpcServer;

/** The bridge beside, and in, each web server that Spring Boot starts. */
class WebServersTest {
  private static final Map<String, Class<?>> SERVERS =
      Map.of(
          "Tomcat", OnTomcat.class,
          "Jetty", OnJetty.class,
          "Undertow", OnUndertow.class,
          "Netty", OnNetty.class);

  @RpcService(endpoint = "clock")
  static class Clock extends RpcServer {
    @RpcMethod("now")
    long now() {
      return 7;
    }
  }

  @Configuration
  @ImportAutoConfiguration({
    BridgeAutoConfiguration.class,
    BridgeHealthAutoConfiguration.class,
    BridgeServletAutoConfiguration.class
  })
  static class Application {
    @Bean
    Clock clock() {
      return new Clock();
    }
  }

  @Configuration
  static class OnTomcat extends Application {
    @Bean
    TomcatServletWebServerFactory server() {
      return new TomcatServletWebServerFactory(0);
    }
  }

  @Configuration
  static class OnJetty extends Application {
    @Bean
    JettyServletWebServerFactory server() {
      return new JettyServletWebServerFactory(0);
    }
  }

  @Configuration
  static class OnUndertow extends Application {
    @Bean
    UndertowServletWebServerFactory server() {
      return new UndertowServletWebServerFactory(0);
    }
  }

  @Configuration
  static class OnNetty extends Application {
    @Bean
    NettyReactiveWebServerFactory server() {
      return new NettyReactiveWebServerFactory(0);
    }

    @Bean
    HttpHandler pages() {
      return (request, response) -> response.setComplete();
    }
  }

  private static ConfigurableApplicationContext start(String server, String... properties) {
    return new SpringApplicationBuilder(SERVERS.get(server))
        .web(server.equals("Netty") ? WebApplicationType.REACTIVE : WebApplicationType.SERVLET)
        .properties("spring.main.banner-mode=off", "zmqwebbridge.deadlines.drain-millis=0")
        .properties(properties)
        .run();
  }

  private static int port(ConfigurableApplicationContext running) {
    return ((WebServerApplicationContext) running).getWebServer().getPort();
  }

  private static void converse(String uri) throws InterruptedException {
    try (Page page = new Page(uri)) {
      assertThat(page.connect("clock")).isEqualTo("success");
      assertThat(page.request("{\"funcname\": \"now\", \"args\": [], \"kwargs\": {}}"))
          .asString()
          .contains("7");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Tomcat", "Jetty", "Undertow", "Netty"})
  void besideAWebServerItHasAPortOfItsOwn(String server) throws InterruptedException {
    try (ConfigurableApplicationContext running =
        start(server, "zmqwebbridge.listen=127.0.0.1:0")) {
      Bridge bridge = running.getBean(Bridge.class);
      assertThat(bridge.port()).isNotEqualTo(port(running));
      converse(bridge.uri());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Tomcat", "Jetty", "Undertow"})
  void inAServletContainerItHasTheApplicationsPort(String server) throws InterruptedException {
    Page page;
    try (ConfigurableApplicationContext running = start(server, "zmqwebbridge.mode=server")) {
      assertThat(running.getBean(Bridge.class).listens()).isFalse();
      assertThat(running.getBean(HealthIndicator.class).health().getStatus()).isEqualTo(Status.UP);
      SimpleMeterRegistry meters = new SimpleMeterRegistry();
      running.getBean(MeterBinder.class).bindTo(meters);
      page = new Page("ws://127.0.0.1:" + port(running) + "/data");
      assertThat(page.connect("clock")).isEqualTo("success");
      assertThat(page.request("{\"funcname\": \"now\", \"args\": [], \"kwargs\": {}}"))
          .asString()
          .contains("7");
      assertThat(meters.get("zwb.ws.connections.opened").functionCounter().count()).isEqualTo(1);
    }
    assertThat(page.closeCode()).isEqualTo(1012);
  }

  @Test
  void foreignPagesAreRefusedThereToo() {
    try (ConfigurableApplicationContext running = start("Tomcat", "zmqwebbridge.mode=server")) {
      String there = "127.0.0.1:" + port(running);
      assertThat(Page.refusal("ws://" + there + "/data", "https://evil.example")).isEqualTo(403);
      assertThat(Page.refusal("ws://" + there + "/data", "http://" + there)).isZero();
    }
  }

  @Test
  void withAListenerBesidesItHasBoth() throws InterruptedException {
    try (ConfigurableApplicationContext running =
        start("Tomcat", "zmqwebbridge.mode=server", "zmqwebbridge.listen=127.0.0.1:0")) {
      converse(running.getBean(Bridge.class).uri());
      converse("ws://127.0.0.1:" + port(running) + "/data");
    }
  }

  @Test
  void withoutAServletContainerTheStartSaysWhatToDo() {
    assertThat(assertFails("Netty", "zmqwebbridge.mode=server"))
        .rootCause()
        .hasMessageContaining("has no servlet container")
        .hasMessageContaining("take zmqwebbridge.mode out");
  }

  private static Throwable assertFails(String server, String property) {
    try {
      start(server, property).close();
    } catch (RuntimeException failure) {
      return failure;
    }
    throw new AssertionError("it started");
  }
}
