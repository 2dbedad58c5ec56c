package org.insula.server.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.insula.server.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsTest {
    @TempDir
    Path folder;

    @Test
    void requestsAreCountedByProtocolModelAndStatus() throws Exception {
        try (TestServer server = TestServer.start(folder)) {
            String request = "{\"inputs\":[{\"name\":\"x\",\"shape\":[1,4],\"datatype\":\"FP32\",\"data\":[1,2,3,4]}]}";
            server.post("/v2/models/twice/infer", request);
            server.post("/v2/models/twice/infer", request);
            server.post("/v2/models/twice/infer", "{]");
            server.get("/v2/models/made-up");
            HttpResponse<byte[]> response = server.get("/metrics");
            List<String> lines =
                    new String(response.body(), StandardCharsets.UTF_8).lines().toList();
            assertTrue(response.headers().firstValue("Content-Type").orElse("").startsWith("text/plain"));
            assertEquals("2.0", value(lines, "insula_requests_total", "twice", "200"));
            assertEquals("1.0", value(lines, "insula_requests_total", "twice", "400"));
            assertEquals("3", value(lines, "insula_request_seconds_count", "twice", "oip-rest"));
            assertEquals("0.0", value(lines, "insula_queue_length"));
            assertFalse(value(lines, "jvm_memory_used_bytes", "heap").isEmpty());
            assertFalse(value(lines, "process_cpu_seconds_total").isEmpty());
            assertTrue(lines.stream().noneMatch(line -> line.contains("made-up")), "names that are not there");
        }
    }

    /** The value of the line that starts so and holds these labels. */
    private static String value(List<String> lines, String name, String... labels) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .filter(line -> List.of(labels).stream().allMatch(label -> line.contains("\"" + label + "\"")))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .findFirst()
                .orElse("");
    }
}
