package org.zmqwebbridge.virtualsocket.second.wire;

/**
 * What a page sent is not a frame, or not one that is carried: which rule it broke, where the page
 * hears of it, and so what ends with it.
 *
 * @param place one of {@link WireError#places} of the error
 * @param channel what it concerns; 0 if that cannot be known
 * @param id the request that it concerns; {@link #NO_ID} if there is none
 * @param why for the log and the page's author; does not repeat what was sent
 */
public record Fault(WireError error, ErrorPlace place, long channel, long id, String why)
    implements ClientControl, DataFrame {
  /** Stands for no id: ids are from 0 to 2³²−1. */
  public static final long NO_ID = -1;

  /** What ends with it. */
  public enum Ends {
    FRAME,
    CHANNEL,
    CONNECTION
  }

  public Fault {
    if (!error.places().contains(place)) {
      throw new IllegalArgumentException(error + " is never told by " + place);
    }
  }

  static Fault connection(String why) {
    return new Fault(WireError.MALFORMED_FRAME, ErrorPlace.CONNECTION, 0, NO_ID, why);
  }

  static Fault frame(WireError error, long channel, long id, String why) {
    return new Fault(error, ErrorPlace.ERROR, channel, id, why);
  }

  /** What ends with it: mostly the frame alone. */
  public Ends ends() {
    return switch (place) {
      case CLOSED -> Ends.CHANNEL;
      case CONNECTION -> Ends.CONNECTION;
      default -> Ends.FRAME;
    };
  }

  @Override
  public void dispatch(ClientControl.Handler handler) {
    handler.onFault(this);
  }

  @Override
  public void dispatch(DataFrame.Handler handler) {
    handler.onFault(this);
  }
}
