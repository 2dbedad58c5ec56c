package org.insula.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a collector is told that reads protobuf by its field numbers. */
class TracesTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CALLER = "00f067aa0ba902b7";

    @TempDir
    Path folder;

    private final ConcurrentLinkedQueue<UnknownFieldSet> told = new ConcurrentLinkedQueue<>();
    private HttpServer collector;
    private WorkServer server;

    /** A span as it came. */
    private record Told(
            String trace, String id, String parent, String name, long start, long end, Map<String, Object> about) {
        static Told of(ByteString bytes) {
            UnknownFieldSet span = parsed(bytes);
            Map<String, Object> about = new HashMap<>();
            for (ByteString each : span.getField(9).getLengthDelimitedList()) {
                UnknownFieldSet attribute = parsed(each);
                UnknownFieldSet value = parsed(one(attribute, 2));
                Object read = value.hasField(3)
                        ? (Object) value.getField(3).getVarintList().getFirst()
                        : one(value, 1).toStringUtf8();
                about.put(one(attribute, 1).toStringUtf8(), read);
            }
            return new Told(
                    hex(one(span, 1)),
                    hex(one(span, 2)),
                    span.hasField(4) ? hex(one(span, 4)) : "",
                    one(span, 5).toStringUtf8(),
                    span.getField(7).getFixed64List().getFirst(),
                    span.getField(8).getFixed64List().getFirst(),
                    about);
        }
    }

    private static UnknownFieldSet parsed(ByteString bytes) {
        try {
            return UnknownFieldSet.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static ByteString one(UnknownFieldSet message, int field) {
        return message.getField(field).getLengthDelimitedList().getFirst();
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    @BeforeEach
    void start() throws IOException {
        collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            told.add(UnknownFieldSet.parseFrom(exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        server = WorkServer.start(
                folder, URI.create("http://127.0.0.1:" + collector.getAddress().getPort()));
    }

    @AfterEach
    void stop() {
        collector.stop(0);
    }

    /** Every span; closing the server sends what is left. */
    private List<Told> spans() {
        server.close();
        return told.stream()
                .flatMap(request ->
                        parsed(one(parsed(one(request, 1)), 2)).getField(2).getLengthDelimitedList().stream())
                .map(Told::of)
                .toList();
    }

    private void ask(String traceparent) {
        assertEquals(
                200,
                server.send("GET", "/api/models", "", "traceparent", traceparent)
                        .statusCode());
    }

    @Test
    void aRequestIsOneSpanWithItsWaitAndItsWorkWithinTheCallers() {
        String parent = "00-" + TRACE + "-" + CALLER + "-01";
        server.send("POST", "/api/music?name=secret", "la", "traceparent", parent);
        List<Told> spans = spans();
        assertEquals(
                List.of("POST /api/music", "queue", "compute"),
                spans.stream().map(Told::name).toList());
        Told request = spans.getFirst();
        assertEquals(TRACE, request.trace());
        assertEquals(CALLER, request.parent());
        Map<String, Object> about = Map.of(
                "http.request.method", "POST",
                "http.route", "/api/music",
                "http.response.status_code", 200L,
                "insula.model", "music");
        assertEquals(about, request.about());
        for (Told part : spans.subList(1, 3)) {
            assertEquals(TRACE, part.trace());
            assertEquals(request.id(), part.parent());
            assertEquals(Map.of("insula.work", "music"), part.about());
            assertTrue(part.start() >= request.start() && part.end() <= request.end() && part.start() <= part.end());
        }
        assertEquals(spans.get(1).end(), spans.get(2).start());
        assertTrue(!spans.toString().contains("secret"), spans.toString());
    }

    @Test
    void withoutACallersSpanEachRequestIsATraceOfItsOwn() {
        ask("00-" + "0".repeat(32) + "-" + CALLER + "-01");
        ask("nonsense");
        ask("ff-" + TRACE + "-" + CALLER + "-01");
        List<Told> spans = spans();
        assertEquals(3, spans.stream().map(Told::trace).distinct().count());
        spans.forEach(span -> assertEquals("", span.parent()));
        assertNotEquals(spans.get(0).id(), spans.get(1).id());
    }

    @Test
    void whatNobodyKeepsIsNotTold() {
        ask("00-" + TRACE + "-" + CALLER + "-00");
        assertEquals(List.of(), spans());
    }

    @Test
    void refusalsAreToldByTheirRoute() {
        server.get("/api/projects/secret");
        Told span = spans().getFirst();
        assertEquals(404L, span.about().get("http.response.status_code"));
        assertEquals("GET /api/projects/{project}", span.name());
        assertTrue(!span.toString().contains("secret"), span.toString());
    }

    @Test
    void aCollectorThatIsAwayHoldsUpNobody() {
        collector.stop(0);
        for (int i = 0; i < 50; i++) {
            assertEquals(200, server.get("/api/models").statusCode());
        }
        assertEquals(List.of(), spans());
    }

    @Test
    void anAddressThatIsNoneIsRefused() {
        server.close();
        ServerException e = assertThrows(
                ServerException.class, () -> ServerOptions.defaults().withTraces(URI.create("collector:4318")));
        assertTrue(
                e.getMessage().startsWith("The collector of traces is 'collector:4318'; give where"), e.getMessage());
    }
}
