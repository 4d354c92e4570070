package org.zmqwebbridge.rpc.examples;

// docs:begin publisher
import java.time.LocalTime;
import java.time.ZoneId;
import org.zmqwebbridge.rpc.PubSubRpcClient;

public class PublishCalls {

  public static void main(String[] args) throws InterruptedException {
    try (PubSubRpcClient pages = PubSubRpcClient.bind(args[0])) {
      for (int second = 0; second < 60; second++) {
        pages.rpc("add", 1, 2);
        pages.rpc("clock", LocalTime.now(ZoneId.systemDefault()).toString());
        Thread.sleep(1_000);
      }
    }
  }
}
// docs:end
