/** Tests of the demo as a whole: its pages, its command line, its process. */
package org.zmqwebbridge.demo;
