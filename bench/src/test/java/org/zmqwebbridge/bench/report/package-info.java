/** Measurements and reports, without a load. */
package org.zmqwebbridge.bench.report;
