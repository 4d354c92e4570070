package org.zmqwebbridge.grip;

import java.util.Set;

/** WebSockets that are open, by the ids that their origins know them by. */
interface Connections {
  /** None. */
  Connections NONE =
      new Connections() {
        @Override
        public boolean refresh(String id) {
          return false;
        }

        @Override
        public Set<String> ids() {
          return Set.of();
        }
      };

  /** Has an origin be asked about one, now; false: there is none of this id. */
  boolean refresh(String id);

  /** The ids of all. */
  Set<String> ids();
}
