package org.zmqwebbridge.virtualsocket.second.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The members of a control message, asked for one by one; the first that is not as it must be is
 * kept as the fault of all of it, and what is asked for then is worth nothing.
 *
 * <p>Owner thread: the one that made it.
 */
final class Members {
  static final long MAX_UNSIGNED = 0xffff_ffffL;
  private static final long MAX_EXACT = (1L << 53) - 1; // what JavaScript's numbers hold

  private final Map<String, Object> members;
  private String wrong; // the first member that is; null: none yet

  Members(Map<String, Object> members) {
    this.members = members;
  }

  /** Why it is no frame; {@code null} if it is one. */
  String fault() {
    return wrong == null ? null : wrong + " is not what it must be";
  }

  private <T> T wrong(String name, T instead) {
    wrong = wrong == null ? name : wrong;
    return instead;
  }

  /** The number, or −1 if there is none in these bounds: then nothing is noted. */
  long peek(String name, long least, long most) {
    return members.get(name) instanceof Long number && number >= least && number <= most
        ? number
        : -1;
  }

  long number(String name, long least, long most) {
    long number = peek(name, least, most);
    return number < 0 ? wrong(name, number) : number;
  }

  long numberOr(long absent, String name, long least, long most) {
    return members.get(name) == null ? absent : number(name, least, most);
  }

  long exact(String name) {
    return number(name, 0, MAX_EXACT);
  }

  long id() {
    return number("id", 0, MAX_UNSIGNED);
  }

  String text(String name, int least, int most) {
    if (members.get(name) instanceof String text) {
      int characters = text.codePointCount(0, text.length());
      if (characters >= least && characters <= most) {
        return text;
      }
    }
    return wrong(name, "");
  }

  /** The empty text if there is none. */
  String textOrNone(String name, int least, int most) {
    return members.get(name) == null ? "" : text(name, least, most);
  }

  boolean flag(String name) {
    Object value = members.get(name);
    return value instanceof Boolean flag ? flag : value != null && wrong(name, false);
  }

  Map<String, Object> object(String name) {
    if (members.get(name) instanceof Map<?, ?> map) {
      @SuppressWarnings("unchecked") // StrictJson builds nothing else
      Map<String, Object> object = (Map<String, Object>) map;
      return object;
    }
    return wrong(name, Map.of());
  }

  Map<String, Object> objectOrNone(String name) {
    return members.get(name) == null ? Map.of() : object(name);
  }

  /** At least one topic. */
  List<byte[]> topics() {
    List<byte[]> topics = topicsOrNone();
    return topics.isEmpty() ? wrong("topics", topics) : topics;
  }

  List<byte[]> topicsOrNone() {
    Object value = members.get("topics");
    List<byte[]> topics = new ArrayList<>();
    for (Object element : value instanceof List<?> list ? list : List.of()) {
      byte[] topic = Topic.read(element);
      topics.add(topic == null ? wrong("topics", new byte[0]) : topic);
    }
    return value == null || value instanceof List<?> ? topics : wrong("topics", topics);
  }

  Wishes wishes() {
    boolean last = flag("last");
    boolean fresh = flag("fresh");
    boolean heard = flag("heard");
    Wishes.Place after = members.get("after") == null ? null : place(object("after"));
    int perSecond = (int) numberOr(0, "perSecond", 1, 1_000);
    return last || fresh || heard || after != null || perSecond != 0
        ? new Wishes(last, fresh, heard, after, perSecond)
        : Wishes.NONE;
  }

  private Wishes.Place place(Map<String, Object> of) {
    Members place = new Members(of);
    Wishes.Place after = new Wishes.Place(place.text("epoch", 1, 64), place.exact("offset"));
    return place.wrong == null ? after : wrong("after", after);
  }
}
