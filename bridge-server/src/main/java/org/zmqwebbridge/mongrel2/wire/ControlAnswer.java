package org.zmqwebbridge.mongrel2.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zmqwebbridge.tnetstring.TnetstringWriter;

/** What the control port answers. Immutable. */
public sealed interface ControlAnswer {
  /**
   * A table.
   *
   * @param headers what its columns are
   * @param rows of text, whole numbers and flags
   */
  record Table(List<String> headers, List<List<Object>> rows) implements ControlAnswer {
    /** One value. */
    public static Table of(String header, Object value) {
      return new Table(List.of(header), List.of(List.of(value)));
    }
  }

  /**
   * That it could not be done.
   *
   * @param code for programs; empty: there is none
   * @param error for people
   */
  record Failure(String code, String error) implements ControlAnswer {}

  /** As a tnetstring. */
  default byte[] tnetstring() {
    return TnetstringWriter.write(map());
  }

  /** The same in JSON, with a line feed. */
  default byte[] json() {
    return (Json.GSON.toJson(map()) + "\n").getBytes(UTF_8);
  }

  private Map<String, Object> map() {
    Map<String, Object> map = new LinkedHashMap<>();
    if (this instanceof Table table) {
      map.put("headers", table.headers());
      map.put("rows", table.rows());
    } else if (this instanceof Failure failure) {
      if (!failure.code().isEmpty()) {
        map.put("code", failure.code());
      }
      map.put("error", failure.error());
    }
    return map;
  }

  /** The one that is needed. */
  final class Json {
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private Json() {}
  }
}
