package org.zmqwebbridge.rpc.wire;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Builds converters, and keeps those of the records that it is inside of, so that a record may hold
 * its own kind.
 *
 * <p>Owner thread: its creator's. Lifetime: one {@link Converter#of}.
 */
final class ConverterFactory {
  private final Map<Class<?>, RecordConverter> records = new HashMap<>();

  Converter of(Type type) {
    if (type instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw) {
      return generic(raw, generic).orNull();
    } else if (type instanceof Class<?> plain) {
      return JsonElement.class.isAssignableFrom(plain) ? Converter.json(plain) : plain(plain);
    }
    throw unsupported(type);
  }

  private Converter plain(Class<?> type) {
    Converter scalar = Scalars.BY_TYPE.get(MethodType.methodType(type).unwrap().returnType());
    if (type == void.class || type == Void.class) {
      return value -> null;
    } else if (scalar != null) {
      return type.isPrimitive() ? scalar : scalar.orNull();
    } else if (type.isEnum()) {
      return Scalars.constant(type).orNull();
    } else if (type.isArray()) {
      return Containers.array(type.getComponentType(), of(type.getComponentType())).orNull();
    } else if (type.isRecord()) {
      return row(type).orNull();
    }
    return rawContainer(type).orNull();
  }

  private Converter rawContainer(Class<?> type) {
    if (type == Object.class) {
      return PlainValues::of;
    } else if (isList(type)) {
      return Containers.list(PlainValues::of);
    } else if (type == Map.class) {
      return Containers.map(PlainValues::of);
    }
    throw unsupported(type);
  }

  private static boolean isList(Class<?> type) {
    return type == List.class || type == Collection.class || type == Iterable.class;
  }

  private Converter generic(Class<?> raw, ParameterizedType type) {
    Type[] of = type.getActualTypeArguments();
    if (isList(raw)) {
      return Containers.list(of(of[0]));
    } else if (raw == Set.class) {
      return Containers.set(of(of[0]));
    } else if (raw == Map.class && of[0] == String.class) {
      return Containers.map(of(of[1]));
    } else if (raw == Optional.class) {
      Converter inner = of(of[0]);
      return new Converter() {
        @Override
        public Object convert(JsonElement value) {
          return value instanceof JsonNull ? Optional.empty() : Optional.of(inner.convert(value));
        }

        @Override
        public Converter orNull() {
          return this; // null is the empty one
        }
      };
    }
    throw unsupported(type);
  }

  private Converter row(Class<?> type) {
    RecordConverter known = records.get(type);
    if (known == null) {
      known = new RecordConverter(type);
      records.put(type, known);
      known.resolve(this);
    }
    return known;
  }

  private static IllegalArgumentException unsupported(Type type) {
    return new IllegalArgumentException(
        type.getTypeName()
            + " cannot be read from JSON; use a primitive, String, an enum, a List, a Map with"
            + " String keys, an array, a record or JsonElement");
  }
}
