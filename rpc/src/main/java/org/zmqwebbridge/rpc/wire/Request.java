package org.zmqwebbridge.rpc.wire;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A call: {@code {"funcname": "…", "args": […], "kwargs": {…}}}.
 *
 * @param function the function's wire name
 * @param args arguments by position
 * @param kwargs arguments by name
 */
public record Request(String function, List<JsonElement> args, Map<String, JsonElement> kwargs) {

  public Request {
    args = List.copyOf(args);
    kwargs = Collections.unmodifiableMap(new LinkedHashMap<>(kwargs));
  }

  /**
   * Reads a request. Absent or null {@code args} and {@code kwargs} are none; {@code args} that are
   * no list are one argument; other members are ignored.
   *
   * @param maxDepth how many arrays and objects may be inside each other
   * @param maxArguments how many arguments there may be, by position and by name together
   * @throws MalformedException if the bytes are no such request, or above a limit
   */
  public static Request parse(byte[] utf8, int maxDepth, int maxArguments) {
    JsonElement message = StrictJson.parse(utf8, maxDepth);
    if (!message.isJsonObject()) {
      throw MalformedException.of(
          "a call is an object with \"funcname\", \"args\" and \"kwargs\", not "
              + Quote.of(message));
    }
    JsonObject object = message.getAsJsonObject();
    List<JsonElement> args = args(object.get("args"));
    Map<String, JsonElement> kwargs = kwargs(object.get("kwargs"));
    if (args.size() + kwargs.size() > maxArguments) {
      throw MalformedException.tooLarge("the call has more than " + maxArguments + " arguments");
    }
    return new Request(function(object.get("funcname")), args, kwargs);
  }

  private static String function(JsonElement name) {
    if (name == null || !name.isJsonPrimitive() || !name.getAsJsonPrimitive().isString()) {
      throw MalformedException.of("the call has no \"funcname\" that is a string");
    }
    return name.getAsString();
  }

  private static List<JsonElement> args(JsonElement args) {
    if (args == null || args.isJsonNull()) {
      return List.of();
    }
    return args.isJsonArray() ? args.getAsJsonArray().asList() : List.of(args);
  }

  private static Map<String, JsonElement> kwargs(JsonElement kwargs) {
    if (kwargs == null || kwargs.isJsonNull()) {
      return Map.of();
    }
    if (!kwargs.isJsonObject()) {
      throw MalformedException.of("\"kwargs\" must be an object, not " + Quote.of(kwargs));
    }
    return kwargs.getAsJsonObject().asMap();
  }

  /**
   * A request of plain Java values.
   *
   * @throws IllegalArgumentException if a value has no JSON form
   */
  public static Request of(String function, List<?> args, Map<String, ?> kwargs) {
    List<JsonElement> positional = new ArrayList<>();
    args.forEach(arg -> positional.add(JsonValues.of(arg)));
    Map<String, JsonElement> named = new LinkedHashMap<>();
    kwargs.forEach((name, value) -> named.put(name, JsonValues.of(value)));
    return new Request(function, positional, named);
  }

  /** The request as UTF-8 JSON text. */
  public byte[] encode() {
    JsonObject message = new JsonObject();
    message.addProperty("funcname", function);
    JsonArray positional = new JsonArray();
    args.forEach(positional::add);
    message.add("args", positional);
    JsonObject named = new JsonObject();
    kwargs.forEach(named::add);
    message.add("kwargs", named);
    return StrictJson.encode(message);
  }
}
