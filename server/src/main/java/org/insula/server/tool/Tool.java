package org.insula.server.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.insula.host.Caller;

/** Something that programs which speak the Model Context Protocol can call. */
public interface Tool {
    /** Of letters, digits, {@code _} and {@code -}, at most 128. */
    String name();

    /** What it does, for whoever chooses among tools. */
    String description();

    /** The JSON schema of its arguments, an object. */
    ObjectNode inputSchema();

    /** The JSON schema of its result, an object. */
    ObjectNode outputSchema();

    /**
     * Does it.
     *
     * @param arguments an object
     * @return what the output schema says
     * @throws RuntimeException if it cannot be done; the message is told to the caller where it is one of Insula's
     */
    ObjectNode call(Caller caller, JsonNode arguments) throws InterruptedException;
}
