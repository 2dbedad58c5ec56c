package org.insula.dataset;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Labelled examples in a fixed order (by label, then by name; a table keeps its own order). Their content is read when it
 * is asked for, so a data set that came from a zip must stay open until then.
 *
 * <p>Immutable; safe to read from many threads.
 */
public final class Dataset implements AutoCloseable {
    private final List<Example> examples;
    private final Grouping grouping;
    private final Optional<FileSystem> archive;

    Dataset(List<Example> examples, Grouping grouping, Optional<FileSystem> archive) {
        this.examples = List.copyOf(examples);
        this.grouping = grouping;
        this.archive = archive;
    }

    /**
     * Examples that are kept elsewhere. Where none has a group, groups come from the names.
     *
     * @param gathered at least one
     * @throws DatasetException if there is none
     */
    public static Dataset of(List<Gathered> gathered) {
        if (gathered.isEmpty()) {
            throw new DatasetException("There are no examples; add some of each label.");
        }
        Grouper.Grouped grouped = Grouper.group(
                gathered.stream()
                        .map(example -> new Grouper.Draft(
                                example.content().name(), example.label(), example.group(), example.content()))
                        .toList(),
                Grouping.Source.COLUMN);
        return new Dataset(grouped.examples(), grouped.grouping(), Optional.empty());
    }

    /**
     * An example that is kept elsewhere.
     *
     * @param label what it shows
     * @param group what it must not be parted from, if that is known
     */
    public record Gathered(String label, Optional<String> group, Content.Kept content) {}

    /** All examples, at least one. */
    public List<Example> examples() {
        return examples;
    }

    /** How the groups were made. */
    public Grouping grouping() {
        return grouping;
    }

    /** The labels in alphabetical order. */
    public SortedSet<String> labels() {
        SortedSet<String> labels = new TreeSet<>();
        examples.forEach(example -> labels.add(example.label()));
        return labels;
    }

    @Override
    public void close() {
        archive.ifPresent(zip -> {
            try {
                zip.close();
            } catch (IOException e) {
                throw new DatasetException("The zip could not be closed: " + e.getMessage(), e);
            }
        });
    }
}
