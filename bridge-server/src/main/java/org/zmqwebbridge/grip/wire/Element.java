package org.zmqwebbridge.grip.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One element of a header that is a list, for example {@code fruit; prev-id=3; filter=skip-self}.
 *
 * @param value what is before the first semicolon, without quotation marks around it
 * @param parameters names in lower case, values without quotation marks
 */
public record Element(String value, List<Header> parameters) {
  public Element {
    parameters = List.copyOf(parameters);
  }

  /**
   * All elements of a header whose commas separate them, but for those within quotes or {@code <>}.
   */
  public static List<Element> list(String header) {
    List<Element> elements = new ArrayList<>();
    for (String one : split(header, ',')) {
      if (!one.isBlank()) {
        elements.add(of(one));
      }
    }
    return elements;
  }

  /** A header that is one element, commas and all. */
  public static Element of(String header) {
    List<String> parts = split(header, ';');
    List<Header> parameters = new ArrayList<>();
    for (String part : parts.subList(1, parts.size())) {
      if (!part.isBlank()) {
        parameters.add(pair(part));
      }
    }
    return new Element(plain(parts.get(0)), parameters);
  }

  /** {@code name=value}, the value perhaps in quotes; without a value, an empty one. */
  static Header pair(String text) {
    int equals = text.indexOf('=');
    return equals < 0
        ? new Header(text.trim(), "")
        : new Header(text.substring(0, equals).trim(), plain(text.substring(equals + 1)));
  }

  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    boolean quoted = false;
    boolean link = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '\\' && i + 1 < text.length()) {
        part.append(c).append(text.charAt(++i));
        continue;
      }
      quoted = quoted != (c == '"' && !link);
      link = !quoted && (link ? c != '>' : c == '<');
      if (c == separator && !quoted && !link) {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    parts.add(part.toString());
    return parts;
  }

  private static String plain(String text) {
    String value = text.trim();
    if (value.length() < 2 || !value.startsWith("\"") || !value.endsWith("\"")) {
      return value;
    }
    StringBuilder plain = new StringBuilder();
    for (int i = 1; i < value.length() - 1; i++) {
      char c = value.charAt(i);
      plain.append(c == '\\' && i + 1 < value.length() - 1 ? value.charAt(++i) : c);
    }
    return plain.toString();
  }

  /** The first parameter of this name. */
  public Optional<String> parameter(String name) {
    return parameters.stream().filter(one -> one.is(name)).map(Header::value).findFirst();
  }

  /** All parameters of this name. */
  public List<String> parameters(String name) {
    return parameters.stream().filter(one -> one.is(name)).map(Header::value).toList();
  }
}
