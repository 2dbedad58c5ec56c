package org.insula.teach;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What was done to many examples, told once: remarks that differ in their numbers and names alone are one sentence, with
 * how many examples it is about.
 */
final class Remarks {
    private static final int MOST = 20;
    private static final Pattern OWN = Pattern.compile("'[^']*'|[0-9][0-9.,]*");

    private final Map<String, Kind> kinds = new LinkedHashMap<>();

    private record Kind(String input, String remark, int examples) {}

    /** Takes the remarks about one example. */
    void add(String input, List<String> remarks) {
        remarks.stream()
                .map(remark -> OWN.matcher(remark).replaceAll("#"))
                .distinct()
                .forEach(kind -> kinds.merge(
                        kind,
                        new Kind(
                                input,
                                remarks.stream()
                                        .filter(r ->
                                                OWN.matcher(r).replaceAll("#").equals(kind))
                                        .findFirst()
                                        .orElseThrow(),
                                1),
                        (known, more) -> new Kind(known.input(), known.remark(), known.examples() + 1)));
    }

    /**
     * One sentence for each kind of remark, the most frequent first.
     *
     * @param examples how many there were in all
     */
    List<String> sentences(int examples) {
        List<String> sentences = new ArrayList<>();
        kinds.values().stream()
                .sorted((a, b) -> Integer.compare(b.examples(), a.examples()))
                .limit(MOST)
                .forEach(kind -> sentences.add(kind.examples() + " of " + examples + " examples, such as '"
                        + kind.input() + "': " + kind.remark()));
        return sentences;
    }
}
