package org.insula.server.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The envelope of requests and answers.
 *
 * @see <a href="https://www.jsonrpc.org/specification">JSON-RPC 2.0</a>
 */
final class JsonRpc {
    static final int PARSE_ERROR = -32_700;
    static final int INVALID_REQUEST = -32_600;
    static final int METHOD_NOT_FOUND = -32_601;
    static final int INVALID_PARAMS = -32_602;
    static final int INTERNAL_ERROR = -32_603;

    private JsonRpc() {}

    /** What a method cannot do, with a code of the protocol. */
    static final class RpcException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final int code;

        RpcException(int code, String message) {
            super(message);
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    static ObjectNode result(JsonNode id, ObjectNode result) {
        return envelope(id).set("result", result);
    }

    static ObjectNode error(JsonNode id, int code, String message) {
        ObjectNode envelope = envelope(id);
        envelope.putObject("error").put("code", code).put("message", message);
        return envelope;
    }

    private static ObjectNode envelope(JsonNode id) {
        ObjectNode envelope = JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
        return envelope.set("id", id.isTextual() || id.isNumber() ? id : JsonNodeFactory.instance.nullNode());
    }
}
