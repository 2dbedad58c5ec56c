package org.insula.dataset;

import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out which examples belong together: by what the data set says, else by its file names. */
final class Grouper {
    /** {@code stem_0001}: everything before the running number. */
    private static final Pattern NUMBERED = Pattern.compile("^(.*\\p{L}.*?)[_\\- ]+\\d{1,9}$");

    /** What cameras and recorders call every file; it tells nothing about who or when. */
    private static final Set<String> GENERIC = Set.of(
            "img",
            "image",
            "dsc",
            "dscn",
            "dscf",
            "pxl",
            "photo",
            "picture",
            "pic",
            "frame",
            "frames",
            "take",
            "file",
            "sample",
            "example",
            "screenshot",
            "win",
            "vid",
            "video",
            "clip",
            "audio",
            "recording",
            "rec",
            "scan",
            "capture",
            "webcam",
            "snapshot",
            "test",
            "train");

    private Grouper() {}

    /** An example whose group is not settled: {@code group} is what the data set itself says, if anything. */
    record Draft(String input, String label, Optional<String> group, Content content) {}

    record Grouped(List<Example> examples, Grouping grouping) {}

    static Grouped group(List<Draft> drafts, Grouping.Source stated) {
        if (drafts.stream().anyMatch(draft -> draft.group().isPresent())) {
            return settle(drafts, drafts.stream().map(Draft::group).toList(), stated);
        }
        List<Optional<String>> named =
                drafts.stream().map(Grouper::fromFileName).toList();
        Optional<String> lonely = labelWithOneGroup(drafts, named);
        if (named.stream().noneMatch(Optional::isPresent)) {
            return settle(drafts, named, Grouping.Source.NONE);
        }
        if (lonely.isPresent()) {
            Grouped alone = settle(
                    drafts, drafts.stream().map(d -> Optional.<String>empty()).toList(), Grouping.Source.NONE);
            String sentence = "File names put every example of '" + lonely.get()
                    + "' into one group, so names were not used and each example stands alone; figures may be"
                    + " optimistic if examples resemble each other.";
            return new Grouped(alone.examples(), new Grouping(Grouping.Source.NONE, drafts.size(), 0, sentence));
        }
        return settle(drafts, named, Grouping.Source.FILE_NAMES);
    }

    /** The group that a file name tells: {@code label_group_take}, or {@code First_Last_0001} without its number. */
    static Optional<String> fromFileName(Draft draft) {
        Optional<String> named = stem(draft.content());
        if (named.isEmpty()) {
            return Optional.empty();
        }
        String stem = named.get();
        Matcher numbered = NUMBERED.matcher(stem);
        if (!numbered.matches()) {
            return labelAndGroup(stem, draft.label());
        }
        String prefix = numbered.group(1);
        return labelAndGroup(prefix, draft.label())
                .or(() -> Optional.of(prefix))
                .filter(group -> !group.equalsIgnoreCase(draft.label()))
                .filter(group -> !GENERIC.contains(group.toLowerCase(Locale.ROOT)));
    }

    private static String withoutEnding(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    /** The name of a file without its extension, or of a folder of frames. */
    private static Optional<String> stem(Content content) {
        return switch (content) {
            case Content.File(Path path, int _) -> Optional.of(withoutEnding(String.valueOf(path.getFileName())));
            case Content.Kept kept -> Optional.of(withoutEnding(kept.name()));
            case Content.Frames(Path folder, Optional<Path> _, int _) ->
                Optional.of(String.valueOf(folder.getFileName()));
            case Content.Recorded _, Content.Text _ -> Optional.empty();
        };
    }

    /** {@code wink_anna} under the label {@code wink} is {@code anna}. */
    private static Optional<String> labelAndGroup(String stem, String label) {
        String start = label + "_";
        boolean follows = stem.length() > start.length() && stem.regionMatches(true, 0, start, 0, start.length());
        return follows ? Optional.of(stem.substring(start.length())) : Optional.empty();
    }

    private static Optional<String> labelWithOneGroup(List<Draft> drafts, List<Optional<String>> groups) {
        Map<String, Set<String>> groupsOf = new HashMap<>();
        Map<String, Integer> sizes = new HashMap<>();
        for (int i = 0; i < drafts.size(); i++) {
            String alone = "\0" + i;
            groupsOf.computeIfAbsent(drafts.get(i).label(), l -> new HashSet<>())
                    .add(groups.get(i).orElse(alone));
            sizes.merge(drafts.get(i).label(), 1, Integer::sum);
        }
        return groupsOf.entrySet().stream()
                .filter(entry -> entry.getValue().size() == 1 && sizes.get(entry.getKey()) > 1)
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst();
    }

    private static Grouped settle(List<Draft> drafts, List<Optional<String>> groups, Grouping.Source source) {
        List<Example> examples = new ArrayList<>(drafts.size());
        Set<String> distinct = new HashSet<>();
        int grouped = 0;
        for (int i = 0; i < drafts.size(); i++) {
            Draft draft = drafts.get(i);
            Optional<String> stated = groups.get(i).map(g -> Normalizer.normalize(g.strip(), Normalizer.Form.NFC));
            grouped += stated.isPresent() ? 1 : 0;
            String group = stated.orElse(draft.input() + "#" + i);
            distinct.add(group);
            examples.add(new Example(draft.input(), draft.label(), group, draft.content()));
        }
        return new Grouped(
                examples,
                new Grouping(
                        source, distinct.size(), grouped, sentence(source, distinct.size(), grouped, drafts.size())));
    }

    private static String sentence(Grouping.Source source, int groups, int grouped, int all) {
        String count = groups + " groups among " + all + " examples";
        String rest = all > grouped ? "; " + (all - grouped) + " without one stand alone" : "";
        return switch (source) {
            case COLUMN -> "Groups from the group column: " + count + rest + ".";
            case FOLDERS -> "Groups from the folders inside each label: " + count + rest + ".";
            case FILE_NAMES -> "Groups from file names (such as First_Last_0001): " + count + rest + ".";
            case NONE -> "No groups are known, so each example stands alone.";
        };
    }
}
