package org.zmqwebbridge.rpc.examples;

// docs:begin client
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.zmqwebbridge.rpc.RpcClient;
import org.zmqwebbridge.rpc.RpcException;
import org.zmqwebbridge.rpc.RpcMethod;

public class CallService {

  interface AccountsApi {
    String echo(String msg);

    @RpcMethod("add_user")
    Map<String, String> addUser(String username, String password);
  }

  public static void run(String address) {
    try (RpcClient client = RpcClient.connect(address, Duration.ofSeconds(10))) {
      System.out.println(client.rpc("echo", "hello!"));

      System.out.println(
          client.call(
              Map.class, "add_user", List.of("hugo", "correct horse"), Map.of("type", "girl")));

      AccountsApi accounts = client.proxy(AccountsApi.class);
      accounts.addUser("hugo", "short");
    } catch (RpcException refused) {
      System.out.println(refused.code() + ": " + refused.getMessage());
    }
  }

  public static void main(String[] args) {
    run("tcp://127.0.0.1:10001");
  }
}
// docs:end
