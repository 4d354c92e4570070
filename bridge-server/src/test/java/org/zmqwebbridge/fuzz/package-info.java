/** What fuzz tests of all packages share; docs/fuzzing.md says how they are written and run. */
package org.zmqwebbridge.fuzz;
