package org.zmqwebbridge.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.zmqwebbridge.Bridge;
import org.zmqwebbridge.rpc.RpcMethod;

/** Functions of beans that are no {@code RpcServer}. */
class PlainServicesTest {
  private final ApplicationContextRunner context =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(BridgeAutoConfiguration.class))
          .withPropertyValues("zmqwebbridge.listen=127.0.0.1:0");

  @RpcService(endpoint = "clock")
  static class Clock {
    @RpcMethod("now")
    long now() {
      return 7;
    }

    public long secret() {
      return 8;
    }
  }

  interface Sums {
    long sum(long a, long b);
  }

  @RpcService(endpoint = "sums", functions = Sums.class)
  static class Adder implements Sums {
    @Override
    public long sum(long a, long b) {
      return a + b;
    }

    @RpcMethod
    public long secret() {
      return 8;
    }
  }

  @RpcService(endpoint = "sums", functions = Sums.class)
  static class Guarded extends Adder {
    boolean canSum(long a, long b) {
      return a > b;
    }
  }

  @RpcService(endpoint = "sums", functions = Sums.class)
  static class NoSums {}

  @Configuration
  static class Wrapped {
    @Bean
    Adder sums() {
      ProxyFactory proxy = new ProxyFactory(new Adder());
      proxy.setProxyTargetClass(true);
      return (Adder) proxy.getProxy();
    }
  }

  private static JsonObject call(Bridge bridge, String endpoint, String call) throws Exception {
    try (Page page = new Page(bridge.uri())) {
      assertThat(page.connect(endpoint)).isEqualTo("success");
      return page.request(call);
    }
  }

  private static String ofSums(Bridge bridge) throws Exception {
    return call(bridge, "sums", "{\"funcname\": \"sum\", \"args\": [3, 4], \"kwargs\": {}}")
        .toString();
  }

  private static String secretOf(Bridge bridge, String endpoint) throws Exception {
    return call(bridge, endpoint, "{\"funcname\": \"secret\", \"args\": [], \"kwargs\": {}}")
        .toString();
  }

  @Test
  void aMethodWithTheAnnotationIsAFunctionAndNoOther() {
    context
        .withBean(Clock.class)
        .run(
            running -> {
              Bridge bridge = running.getBean(Bridge.class);
              assertThat(
                      call(bridge, "clock", "{\"funcname\": \"now\", \"args\": [], \"kwargs\": {}}")
                          .toString())
                  .contains("7");
              assertThat(secretOf(bridge, "clock")).contains("there is no function");
            });
  }

  @Test
  void theMethodsOfTheInterfaceAreFunctionsAndNoOthers() {
    context
        .withBean(Adder.class)
        .run(
            running -> {
              Bridge bridge = running.getBean(Bridge.class);
              assertThat(ofSums(bridge)).contains("7");
              assertThat(secretOf(bridge, "sums")).contains("there is no function");
            });
  }

  @Test
  void withAnInterfaceAnAspectMayBeAround() {
    context
        .withUserConfiguration(Wrapped.class)
        .run(running -> assertThat(ofSums(running.getBean(Bridge.class))).contains("7"));
  }

  @Test
  void aGuardThatTheInterfaceDoesNotDeclareStopsTheStart() {
    context
        .withBean(Guarded.class)
        .run(
            failed ->
                assertThat(failed.getStartupFailure())
                    .rootCause()
                    .hasMessageContaining("does not declare the guard canSum"));
  }

  @Test
  void aBeanWithoutItsInterfaceStopsTheStart() {
    context
        .withBean(NoSums.class)
        .run(
            failed ->
                assertThat(failed.getStartupFailure())
                    .rootCause()
                    .hasMessageContaining("does not implement"));
  }
}
