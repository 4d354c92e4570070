package org.zmqwebbridge.grip;

import java.util.Set;

/** WebSockets that are open, by the ids that their origins know them by. */
interface Connections {
  /** Has an origin be asked about one, now; false: there is none of this id. */
  boolean refresh(String id);

  /** The ids of all. */
  Set<String> ids();
}
