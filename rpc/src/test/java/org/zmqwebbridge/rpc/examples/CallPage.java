package org.zmqwebbridge.rpc.examples;

// docs:begin client
import org.zmqwebbridge.rpc.RpcClient;
import org.zmqwebbridge.rpc.RpcException;

public class CallPage {

  public static void run(String address, String identity) {
    try (RpcClient page = RpcClient.toPage(address, identity)) {
      System.out.println(page.rpc("greet", "Hugo"));
    } catch (RpcException failed) {
      System.out.println(failed.code() + ": " + failed.getMessage());
    }
  }

  public static void main(String[] args) {
    run("tcp://127.0.0.1:10003", args[0]);
  }
}
// docs:end
