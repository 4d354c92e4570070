package org.zmqwebbridge.demo.blastbeat;

import org.zmqwebbridge.demo.blastbeat.BlastbeatOptions.Language;

final class JavaNodesTest extends BlastbeatDemoCases {
  JavaNodesTest() {
    super(Language.JAVA);
  }
}
