package org.zmqwebbridge.boot;

import java.util.Set;
import org.springframework.stereotype.Component;

/** Who is a member. */
@Component
class Members {
  private final Set<String> names = Set.of("hugo");

  boolean contains(String name) {
    return name != null && names.contains(name);
  }
}
