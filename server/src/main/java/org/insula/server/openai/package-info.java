/**
 * The parts of OpenAI's interface that Insula's models can answer.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference">The interface</a>
 */
package org.insula.server.openai;
