/**
 * The Model Context Protocol: models as tools, over stateless streamable HTTP.
 *
 * @see <a href="https://modelcontextprotocol.io/specification">The protocol</a>
 */
package org.insula.server.mcp;
