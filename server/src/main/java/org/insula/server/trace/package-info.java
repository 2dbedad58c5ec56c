/** Where the time of requests went, for collectors that speak OTLP. */
package org.insula.server.trace;
