package org.zmqwebbridge.virtualsocket.second.wire;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;

/** Frames as text, for comparing: records with arrays in them are equal to nothing. */
final class Frames {
  private Frames() {}

  static String readable(DataFrame frame) {
    if (frame instanceof DataFrame.Message message) {
      return "MESSAGE " + message.channel() + " " + readable(message.parts());
    }
    if (frame instanceof DataFrame.Request request) {
      return "REQUEST "
          + request.channel()
          + " "
          + request.id()
          + " "
          + request.millis()
          + " "
          + readable(request.parts());
    }
    if (frame instanceof DataFrame.Reply reply) {
      return "REPLY " + reply.channel() + " " + reply.id() + " " + readable(reply.parts());
    }
    if (frame instanceof DataFrame.Item item) {
      return "ITEM " + item.channel() + " " + item.offset() + " " + readable(item.parts());
    }
    return readable((Fault) frame);
  }

  static String readable(ClientControl frame) {
    if (frame instanceof ClientControl.Open open) {
      return "open "
          + open.channel()
          + " "
          + open.type()
          + " "
          + open.endpoint()
          + " "
          + open.credit()
          + " "
          + readable(open.topics())
          + " "
          + open.wishes()
          + " "
          + open.identity()
          + " "
          + open.reclaim()
          + " "
          + open.notices()
          + " "
          + open.auth();
    }
    if (frame instanceof ClientControl.Subscribe subscribe) {
      return "subscribe "
          + subscribe.channel()
          + " "
          + readable(subscribe.topics())
          + " "
          + subscribe.wishes();
    }
    if (frame instanceof ClientControl.Unsubscribe unsubscribe) {
      return "unsubscribe " + unsubscribe.channel() + " " + readable(unsubscribe.topics());
    }
    return frame instanceof Fault fault ? readable(fault) : frame.toString();
  }

  /** Without its text, which is for people. */
  static String readable(Fault fault) {
    return fault.error() + " " + fault.place() + " " + fault.channel() + " " + fault.id();
  }

  static String readable(List<byte[]> parts) {
    return parts.stream().map(HexFormat.of()::formatHex).toList().toString();
  }

  static ByteBuffer buffer(byte[] bytes) {
    return ByteBuffer.wrap(bytes);
  }
}
