package org.insula.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The OpenAPI document beside the routes of a server that keeps tenants, and by itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiTest {
    @TempDir
    static Path folder;

    private WorkServer server;
    private JsonNode document;

    @BeforeAll
    void start() {
        server = WorkServer.start(folder);
        document = WorkServer.json(server.get("/openapi.json"));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    /** The operations as {@code GET /health}. */
    static List<String> operations(JsonNode document) {
        List<String> names = new ArrayList<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(method -> names.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        return names;
    }

    @Test
    void everyRouteIsNamedAndNoOther() {
        assertEquals(
                server.routeNames().stream()
                        .filter(route -> !route.startsWith("POST /inference.")) // gRPC has its own definition
                        .sorted()
                        .toList(),
                operations(document).stream().sorted().toList());
    }

    @Test
    void everyReferenceLeadsSomewhereAndEveryComponentIsUsed() {
        Set<String> used = new HashSet<>();
        references(document, used);
        used.forEach(
                reference -> assertFalse(document.at(reference.substring(1)).isMissingNode(), reference));
        for (String part : List.of("schemas", "responses", "parameters", "headers")) {
            document.at("/components/" + part)
                    .fieldNames()
                    .forEachRemaining(
                            name -> assertTrue(used.contains("#/components/" + part + "/" + name), part + " " + name));
        }
    }

    private static void references(JsonNode node, Set<String> found) {
        if (node.path("$ref").isTextual()) {
            found.add(node.path("$ref").asText());
        }
        node.forEach(child -> references(child, found));
    }

    @Test
    void operationsAreNamedOnceAndTellTheirParametersAndFailures() {
        Set<String> ids = new HashSet<>();
        for (var path : document.path("paths").properties()) {
            for (var entry : path.getValue().properties()) {
                JsonNode operation = entry.getValue();
                String id = operation.path("operationId").asText();
                assertTrue(ids.add(id), id + " is there twice");
                assertFalse(operation.path("summary").asText().isEmpty(), id);
                assertEquals(1, operation.path("tags").size(), id);
                Set<String> declared = new TreeSet<>();
                operation.path("parameters").forEach(parameter -> {
                    if (parameter.path("in").asText().equals("path")) {
                        declared.add(parameter.path("name").asText());
                    }
                });
                assertEquals(inBraces(path.getKey()), declared, id);
                boolean open = operation.path("security").isArray();
                assertEquals(!open, operation.path("responses").has("401"), id);
                assertTrue(operation.path("responses").has("403"), id);
            }
        }
    }

    private static Set<String> inBraces(String path) {
        Set<String> names = new TreeSet<>();
        Matcher braces = Pattern.compile("\\{(\\w+)}").matcher(path);
        while (braces.find()) {
            names.add(braces.group(1));
        }
        return names;
    }
}
