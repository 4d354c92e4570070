package org.zmqwebbridge.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.Strictness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmqwebbridge.rpc.wire.Exchanges;

/** Every message, whatever it is, is answered exactly once, with a result or a known error. */
class CallHandlerFuzzTest {
  private static final RpcLimits LIMITS =
      RpcLimits.DEFAULTS.withMaxMessageBytes(2_000).withMaxArguments(5);
  private static final Gson JSON = new GsonBuilder().setStrictness(Strictness.STRICT).create();
  private static final Set<String> CODES =
      Stream.concat(Arrays.stream(RpcCode.values()).map(RpcCode::text), Stream.of("out_of_tea"))
          .collect(Collectors.toSet());

  private static final Pattern INTERNAL =
      Pattern.compile("the function failed; the service's log has it as [0-9a-f]{8}");

  record Point(int x, int y) {}

  /** The functions of docs/protocol/rpc that return at once, and some with other types. */
  @SuppressWarnings({"UnusedMethod", "UnusedVariable", "DoNotCallSuggester"}) // found by reflection
  static final class Service extends RpcServer {
    private int calls; // of functions that nobody may reach

    @RpcMethod
    JsonElement echo(JsonElement msg) {
      return msg;
    }

    @RpcMethod
    int add(int first, int second) {
      return first + second;
    }

    @RpcMethod("add_user")
    Map<String, String> addUser(
        String username, String password, @Param(defaultValue = "boy") String type) {
      assertFalse(password.equals("wrong"), "the guard was not asked");
      return Map.of("status", "success", "type", type);
    }

    boolean canAddUser(String username, String password, String type) {
      return !password.equals("wrong");
    }

    @RpcMethod
    List<Point> points(List<Point> all, Map<String, Double> more) {
      return all;
    }

    @RpcMethod
    String repeat(String text, int times) {
      return text.repeat(Math.min(times, 5_000));
    }

    @RpcMethod
    void refuse(String why) {
      throw new RpcException("out_of_tea", why);
    }

    @RpcMethod
    void fail() {
      throw new IllegalStateException("secret");
    }

    @RpcMethod
    double unspeakable() {
      return Double.NaN;
    }

    @RpcMethod
    CompletionStage<String> later(String msg) {
      return CompletableFuture.completedFuture("later: " + msg);
    }

    @RpcMethod
    void risky() {
      calls++;
    }

    boolean canRisky() {
      throw new IllegalStateException("secret");
    }

    public void hidden() {
      calls++;
    }
  }

  private final Service service = new Service();
  private final CallHandler handler = new CallHandler(Functions.of(service), LIMITS);

  static Stream<byte[]> requests() {
    return Exchanges.requests();
  }

  @MethodSource("requests")
  @FuzzTest
  void handle(byte[] request) {
    List<byte[]> answers = new ArrayList<>();
    handler.handle(request, answers::add);
    assertEquals(1, answers.size());
    String text = new String(answers.get(0), UTF_8);
    JsonObject answer = JSON.fromJson(text, JsonObject.class);
    if (!answer.has("returnval")) {
      assertEquals(Set.of("status", "error_msg", "code"), answer.keySet());
      assertEquals("error", answer.get("status").getAsString());
      assertTrue(CODES.contains(answer.get("code").getAsString()), text);
      if (answer.get("code").getAsString().equals("internal")) {
        String message = answer.get("error_msg").getAsString();
        assertTrue(INTERNAL.matcher(message).matches(), "a failure is told to a stranger");
      }
    }
    assertTrue(answers.get(0).length <= LIMITS.maxMessageBytes(), "longer than an answer may be");
    assertEquals(0, service.calls, "a function was reached that nobody may call");
  }
}
