package org.zmqwebbridge.boot;

import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.zmqwebbridge.Bridge;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.rpc.RunningRpcServer;

/** The bridge, and a service behind it, as beans that Spring starts and closes. */
@Configuration
public class BridgeConfiguration {

  @Bean(destroyMethod = "close")
  RunningRpcServer accountsServer(Accounts accounts, @Value("${accounts.address}") String address) {
    return accounts.start(address);
  }

  @Bean(destroyMethod = "close")
  Bridge bridge(
      MembersOnly membersOnly,
      RunningRpcServer accountsServer,
      @Value("${bridge.listen:127.0.0.1:8000}") String listen) {
    return Bridge.builder()
        .listen(listen)
        .endpoint("accounts", SocketType.REQ, accountsServer.address())
        .authorizer(membersOnly)
        .build()
        .start();
  }

  /** The bridge's counters and gauges among the application's own: Actuator finds it. */
  @Bean
  MeterBinder bridgeMetrics(Bridge bridge) {
    return bridge.metrics();
  }
}
