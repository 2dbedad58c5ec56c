package org.insula.host;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.insula.teach.Lesson;
import org.insula.teach.ReportJson;

/**
 * What is kept of a version beside its file: the report of its teaching and what lists say about it.
 *
 * @param labels what it can answer
 * @param about one sentence
 * @param report what {@code insula teach --json} prints
 */
record VersionFigures(List<String> labels, String about, ObjectNode report) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static VersionFigures of(Lesson lesson) {
        return new VersionFigures(lesson.model().head().labels(), lesson.model().about(), ReportJson.of(lesson));
    }

    String toJson() {
        return report.deepCopy().put("about", about).toString();
    }

    static VersionFigures read(String json) {
        try {
            JsonNode tree = JSON.readTree(json);
            List<String> labels = new ArrayList<>();
            tree.path("labels").forEach(label -> labels.add(label.asText()));
            ObjectNode report = tree.isObject() ? (ObjectNode) tree : JSON.createObjectNode();
            return new VersionFigures(List.copyOf(labels), tree.path("about").asText(), report);
        } catch (JsonProcessingException e) {
            return new VersionFigures(List.of(), "", JSON.createObjectNode()); // they only describe it
        }
    }
}
