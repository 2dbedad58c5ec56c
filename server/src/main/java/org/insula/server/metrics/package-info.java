/**
 * What the server did, for Prometheus.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">The format</a>
 */
package org.insula.server.metrics;
