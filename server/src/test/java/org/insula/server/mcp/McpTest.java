package org.insula.server.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.insula.server.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server as the protocol's own client for Java sees it, and what that client hides. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class McpTest {
    @TempDir
    static Path folder;

    private TestServer server;
    private McpSyncClient client;

    @BeforeAll
    void start() throws IOException {
        server = TestServer.withMoods(folder);
        client = McpClient.sync(HttpClientStreamableHttpTransport.builder(server.address())
                        .endpoint("/mcp")
                        .build())
                .build();
        client.initialize();
    }

    @AfterAll
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void modelsAreToolsAndBareNetworksAreNot() {
        List<McpSchema.Tool> tools = client.listTools().tools();
        assertEquals(
                List.of("predict_smile", "predict_moods"),
                tools.stream().map(McpSchema.Tool::name).toList());
        assertTrue(tools.getFirst().description().contains("apparent expression"));
        assertTrue(tools.getLast().inputSchema().toString().contains("text"));
        assertEquals("insula", client.getServerInfo().name());
        client.ping();
    }

    @Test
    void aTextIsAnswered() {
        CallToolResult result = call("predict_moods", Map.of("text", "I am so happy", "top", 1));
        Map<?, ?> answer = assertInstanceOf(Map.class, result.structuredContent());
        assertEquals("glad", answer.get("label"));
        assertEquals(1, assertInstanceOf(List.class, answer.get("top")).size());
        assertTrue(text(result).startsWith("{\"input\":\"text\",\"label\":\"glad\""), text(result));
    }

    @Test
    void aFaceSaysThatItsExpressionIsApparent() {
        String hi = Base64.getEncoder().encodeToString("hi".getBytes(StandardCharsets.UTF_8));
        CallToolResult result = call("predict_smile", Map.of("content", hi));
        Map<?, ?> answer = assertInstanceOf(Map.class, result.structuredContent());
        assertEquals("short", answer.get("label"));
        assertTrue(text(result).contains("apparent expression"));
    }

    @Test
    void whatCannotBeAnsweredIsToldToTheModelThatAsks() {
        assertTells("not base64", call("predict_smile", Map.of("content", "!")));
        assertTells("'content' is missing", call("predict_smile", Map.of("path", "/etc/passwd")));
        assertTells("nothing to see", call("predict_smile", Map.of("content", "")));
        assertTells("'top' is 0", call("predict_moods", Map.of("text", "a", "top", 0)));
        McpError e = assertThrows(McpError.class, () -> call("predict_none", Map.of()));
        assertTrue(e.getMessage().contains("There is no tool 'predict_none'"), e.getMessage());
    }

    private static void assertTells(String part, CallToolResult result) {
        assertTrue(result.isError());
        assertTrue(text(result).contains(part), text(result));
    }

    private CallToolResult call(String tool, Map<String, Object> arguments) {
        return client.callTool(
                CallToolRequest.builder(tool).arguments(arguments).build());
    }

    private static String text(CallToolResult result) {
        return assertInstanceOf(TextContent.class, result.content().getFirst()).text();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{] | 400 | -32700",
                "[] | 400 | -32600",
                "{} | 400 | -32600",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"nothing\"} | 200 | -32601",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\"} | 200 | -32602",
            })
    void aWrongMessageHasItsCode(String body, int status, int code) throws Exception {
        HttpResponse<byte[]> response = server.post("/mcp", body);
        JsonNode error = TestServer.json(response);
        assertEquals(status, response.statusCode());
        assertEquals(code, error.path("error").path("code").asInt(), error.toString());
    }

    @Test
    void notificationsAreTakenAndStreamsAreNot() throws Exception {
        String ready = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}";
        assertEquals(202, server.post("/mcp", ready).statusCode());
        assertEquals(405, server.get("/mcp").statusCode());
    }

    @Test
    void pagesOfOthersAndOtherVersionsAreTurnedAway() throws Exception {
        String ping = "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"ping\"}";
        HttpRequest foreign = server.request("/mcp")
                .header("Origin", "https://evil.example")
                .POST(HttpRequest.BodyPublishers.ofString(ping))
                .build();
        assertEquals(403, server.send(foreign).statusCode());
        HttpRequest old = server.request("/mcp")
                .header("MCP-Protocol-Version", "1999-01-01")
                .POST(HttpRequest.BodyPublishers.ofString(ping))
                .build();
        assertEquals(400, server.send(old).statusCode());
        assertEquals(
                "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"result\":{}}",
                TestServer.json(server.post("/mcp", ping)).toString());
    }
}
