package org.zmqwebbridge.demo.blastbeat;

import org.zmqwebbridge.demo.blastbeat.BlastbeatOptions.Language;

final class PythonNodesTest extends BlastbeatDemoCases {
  PythonNodesTest() {
    super(Language.PYTHON);
  }
}
