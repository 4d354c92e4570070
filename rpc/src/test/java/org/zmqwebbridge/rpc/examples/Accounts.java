package org.zmqwebbridge.rpc.examples;

// docs:begin service
import java.util.List;
import java.util.Map;
import org.zmqwebbridge.rpc.Param;
import org.zmqwebbridge.rpc.RpcMethod;
import org.zmqwebbridge.rpc.RpcServer;

public class Accounts extends RpcServer {

  @Override
  protected List<String> authorizedFunctions() {
    return List.of("echo", "add_user");
  }

  @RpcMethod
  String echo(String msg) {
    return msg;
  }

  @RpcMethod("add_user")
  Map<String, String> addUser(
      String username, String password, @Param(defaultValue = "boy") String type) {
    return Map.of("status", "success", "added", username + ", a " + type);
  }

  boolean canAddUser(String username, String password, String type) {
    return password.length() >= 8;
  }

  public static void main(String[] args) throws InterruptedException {
    new Accounts().start("tcp://127.0.0.1:10001").awaitClose();
  }
}
// docs:end
