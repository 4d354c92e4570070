package org.zmqwebbridge.demo.blastbeat;

import org.zmqwebbridge.demo.blastbeat.BlastbeatOptions.Language;

final class MixedNodesTest extends BlastbeatDemoCases {
  MixedNodesTest() {
    super(Language.EACH);
  }
}
