package org.zmqwebbridge.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.binder.MeterBinder;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.zmqwebbridge.Bridge;
import org.zmqwebbridge.auth.Authorizer;
import org.zmqwebbridge.config.ConfigException;
import org.zmqwebbridge.rpc.RpcMethod;
import org.zmqwebbridge.rpc.RpcServer;

/** What the starter makes of properties and beans; examples/embed-spring-boot has it at work. */
class BridgeAutoConfigurationTest {
  private final ApplicationContextRunner context =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  BridgeAutoConfiguration.class, BridgeHealthAutoConfiguration.class))
          .withPropertyValues("zmqwebbridge.listen=127.0.0.1:0");

  @RpcService(endpoint = "clock")
  static class Clock extends RpcServer {
    @RpcMethod("now")
    long now() {
      return 7;
    }
  }

  @RpcService(endpoint = "other")
  static class NoServer {}

  @Configuration
  static class Wrapped {
    @Bean
    Clock clock() {
      ProxyFactory proxy = new ProxyFactory(new Clock());
      proxy.setProxyTargetClass(true);
      return (Clock) proxy.getProxy();
    }
  }

  @Configuration
  static class WithHooks {
    @Bean
    Authorizer hooks() {
      return Authorizer.DENY_ALL;
    }
  }

  @Configuration
  static class TwoHooks extends WithHooks {
    @Bean
    Authorizer others() {
      return Authorizer.ALLOW_ALL;
    }
  }

  @Configuration
  static class OwnBridge {
    @Bean(destroyMethod = "close")
    Bridge own() {
      return Bridge.builder().listen("127.0.0.1:0").build().start();
    }
  }

  @Test
  void theBridgeRunsAsLongAsTheApplication() {
    Bridge[] seen = new Bridge[1];
    context.run(
        running -> {
          seen[0] = running.getBean(Bridge.class);
          assertThat(seen[0].isReady()).isTrue();
          assertThat(seen[0].port()).isPositive();
          assertThat(running).hasSingleBean(MeterBinder.class);
          assertThat(running.getBean(HealthIndicator.class).health().getStatus())
              .isEqualTo(Status.UP);
        });
    assertThat(seen[0].isReady()).isFalse();
  }

  @Test
  void itIsDownOnceItIsClosed() {
    context.run(
        running -> {
          running.getBean(Bridge.class).close();
          assertThat(running.getBean(HealthIndicator.class).health().getStatus())
              .isEqualTo(Status.DOWN);
        });
  }

  @Test
  void thereIsNoManagementListenerUnlessAskedFor() {
    context.run(
        running ->
            assertThat(running.getBean(Bridge.class))
                .satisfies(
                    bridge ->
                        assertThat(assertFails(bridge::managementPort))
                            .isInstanceOf(IllegalStateException.class)));
    context
        .withPropertyValues("zmqwebbridge.management=127.0.0.1:0")
        .run(running -> assertThat(running.getBean(Bridge.class).managementPort()).isPositive());
  }

  private static Throwable assertFails(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException failure) {
      return failure;
    }
    throw new AssertionError("it did not fail");
  }

  @Test
  void allThatIsWrongIsSaidWithItsPlace() {
    context
        .withPropertyValues("zmqwebbridge.limits.max-mesage-bytes=5", "zmqwebbridge.rates.burst=x")
        .run(
            failed -> {
              Throwable failure = failed.getStartupFailure();
              FailureAnalysis said = new WrongSettings().analyze(failure);
              assertThat(said.getDescription())
                  .contains("\"zmqwebbridge.limits.max-mesage-bytes\" from property source")
                  .contains("did you mean \"maxMessageBytes\"?")
                  .contains("rates.burst");
              assertThat(said.getCause()).isInstanceOf(ConfigException.class);
            });
  }

  @Test
  void aBeanAndASettingThatBothLetInAreRefused() {
    context
        .withUserConfiguration(WithHooks.class)
        .withPropertyValues("zmqwebbridge.auth.http.url=http://127.0.0.1:9/")
        .run(
            failed ->
                assertThat(failed.getStartupFailure())
                    .hasRootCauseInstanceOf(IllegalStateException.class)
                    .rootCause()
                    .hasMessageContaining("zmqwebbridge.auth.http is set"));
  }

  @Test
  void ofTwoHooksNoneIsLeftOutInSilence() {
    context
        .withUserConfiguration(TwoHooks.class)
        .run(
            failed ->
                assertThat(failed.getStartupFailure())
                    .hasStackTraceContaining("expected single matching bean but found 2"));
  }

  @Test
  void anApplicationsOwnBridgeIsTheOnlyOne() {
    context
        .withUserConfiguration(OwnBridge.class)
        .run(
            running -> {
              assertThat(running).hasSingleBean(Bridge.class).doesNotHaveBean("zmqwebbridge");
              assertThat(running.getBean(HealthIndicator.class).health().getStatus())
                  .isEqualTo(Status.UP);
            });
  }

  @Test
  void itCanBeLeftOut() {
    context
        .withPropertyValues("zmqwebbridge.enabled=false")
        .run(running -> assertThat(running).doesNotHaveBean(Bridge.class));
  }

  @Test
  void aServiceBehindAnAspectIsRefused() {
    context
        .withUserConfiguration(Wrapped.class)
        .run(
            failed ->
                assertThat(failed.getStartupFailure())
                    .rootCause()
                    .hasMessageContaining("an aspect is around it"));
  }

  @Test
  void aServiceThatShowsNoFunctionIsRefused() {
    context
        .withBean(NoServer.class)
        .run(
            failed ->
                assertThat(failed.getStartupFailure())
                    .rootCause()
                    .hasMessageContaining("exposes no function; put @RpcMethod"));
  }

  @Test
  void aServicesEndpointTakesMoreSettingsFromProperties() {
    context
        .withBean(Clock.class)
        .withPropertyValues("zmqwebbridge.endpoints.clock.json=yes")
        .run(
            failed ->
                assertThat(new WrongSettings().analyze(failed.getStartupFailure()).getDescription())
                    .contains("endpoints.clock.json")
                    .doesNotContain("endpoints.clock.address"));
    context
        .withBean(Clock.class)
        .withPropertyValues("zmqwebbridge.endpoints.clock.json=true")
        .run(running -> assertThat(running.getBean(Bridge.class).isReady()).isTrue());
  }

  @Test
  void aCustomizerHasTheLastWord() {
    context
        .withBean(BridgeCustomizer.class, () -> builder -> builder.path("/sockets"))
        .run(running -> assertThat(running.getBean(Bridge.class).uri()).endsWith("/sockets"));
  }
}
