package org.zmqwebbridge.grip;

/**
 * How many deliveries there are in a second, and how many wait for theirs.
 *
 * <p>Immutable.
 *
 * @param perSecond of one item to one receiver each, all channels together; 0: as many as there are
 * @param hwm how many of one route's receivers wait; above, they are dropped; 0: no limit
 */
public record DeliveryRate(int perSecond, int hwm) {
  /** No limit. */
  public static final DeliveryRate NONE = new DeliveryRate(0, 25_000);

  private static final int SECOND_MILLIS = 1_000;
  private static final int LEAST_MILLIS = 25;

  /** Checks that it can be. */
  public DeliveryRate {
    if (perSecond < 0 || hwm < 0) {
      throw new IllegalArgumentException("grip: messageRate and messageHwm are 0 or more");
    }
  }

  /** Whether there is a limit. */
  boolean isLimited() {
    return perSecond > 0;
  }

  /** How many there are at once. */
  int batch() {
    return isSlow()
        ? 1
        : (int) (((long) perSecond * LEAST_MILLIS + SECOND_MILLIS - 1) / SECOND_MILLIS);
  }

  /** How long it is from then to the next. */
  int batchMillis() {
    return isSlow() ? SECOND_MILLIS / perSecond : LEAST_MILLIS;
  }

  private boolean isSlow() {
    return perSecond < SECOND_MILLIS / LEAST_MILLIS;
  }
}
