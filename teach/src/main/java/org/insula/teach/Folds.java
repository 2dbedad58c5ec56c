package org.insula.teach;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Which fold of the cross-validation holds out which row: a group goes into one fold, and every label is spread over
 * the folds as evenly as its groups allow.
 *
 * <p>The groups are taken from large to small, in seeded order among equals, each to the fold that has the smallest
 * share of its labels so far. Where all examples of a label lie in one group, holding that group out would leave
 * nothing to learn the label from; the group is then split, and the notes say that figures are optimistic.
 *
 * @param count how many folds
 * @param foldOf shape (rows,)
 * @param notes how the folds were made, in sentences
 * @param foldOfUnit the fold of each group or lone example, by its key
 */
record Folds(int count, int[] foldOf, List<String> notes, Map<String, Integer> foldOfUnit) {
    /**
     * Makes folds.
     *
     * @param wanted how many folds; fewer where there are fewer groups
     * @param before folds of an earlier, similar set, whose groups stay where they were; null for none
     */
    static Folds of(TeachingSet set, int wanted, long seed, Folds before) {
        Set<String> split = groupsToSplit(set);
        String[] unitOf = unitOf(set, split);
        Map<String, int[]> units = countUnits(set, unitOf);
        int count = Math.min(wanted, units.size());
        Map<String, Integer> kept =
                before != null && before.count == count ? before.foldOfUnit : Map.<String, Integer>of();
        Map<String, Integer> foldOfUnit = assign(set, units, count, seed, kept);
        int[] foldOf = Arrays.stream(unitOf).mapToInt(foldOfUnit::get).toArray();
        if (!kept.isEmpty() && leavesAFoldOrLabelEmpty(set, foldOf, count)) {
            return of(set, wanted, seed, null);
        }
        return new Folds(count, foldOf, notes(set, units.size(), count, split), foldOfUnit);
    }

    /** Whether every group that {@code before} has too is in the same fold as there. */
    boolean continues(Folds before) {
        return count == before.count
                && foldOfUnit.entrySet().stream()
                        .allMatch(unit ->
                                unit.getValue().equals(before.foldOfUnit.getOrDefault(unit.getKey(), unit.getValue())));
    }

    int[] held(int fold) {
        return IntStream.range(0, foldOf.length).filter(i -> foldOf[i] == fold).toArray();
    }

    int[] train(int fold) {
        return IntStream.range(0, foldOf.length).filter(i -> foldOf[i] != fold).toArray();
    }

    private static Set<String> groupsToSplit(TeachingSet set) {
        List<Set<String>> groups = new ArrayList<>();
        set.labels().forEach(label -> groups.add(new HashSet<>()));
        for (int row = 0; row < set.size(); row++) {
            String group = set.example(row).group();
            groups.get(set.labelOf()[row]).add(group == null ? "row " + row : "group " + group);
        }
        Set<String> split = new TreeSet<>();
        groups.stream()
                .filter(names -> names.size() == 1)
                .forEach(names -> names.forEach(name -> {
                    split.add(name.substring("group ".length()));
                }));
        return split;
    }

    private static String[] unitOf(TeachingSet set, Set<String> split) {
        Map<String, Integer> seen = new HashMap<>();
        String[] unitOf = new String[set.size()];
        for (int row = 0; row < set.size(); row++) {
            Labelled example = set.example(row);
            if (example.group() != null && !split.contains(example.group())) {
                unitOf[row] = "group " + example.group();
            } else {
                int copy = seen.merge(example.input(), 1, Integer::sum);
                unitOf[row] = "input " + copy + " " + example.input();
            }
        }
        return unitOf;
    }

    private static Map<String, int[]> countUnits(TeachingSet set, String[] unitOf) {
        Map<String, int[]> units = new LinkedHashMap<>();
        for (int row = 0; row < unitOf.length; row++) {
            units.computeIfAbsent(unitOf[row], key -> new int[set.labels().size()])[set.labelOf()[row]]++;
        }
        return units;
    }

    private static Map<String, Integer> assign(
            TeachingSet set, Map<String, int[]> units, int count, long seed, Map<String, Integer> kept) {
        int[] totals = set.counts();
        int[][] held = new int[count][totals.length];
        Map<String, Integer> foldOf = new HashMap<>();
        units.forEach((unit, counts) -> {
            Integer fold = kept.get(unit);
            if (fold != null) {
                foldOf.put(unit, fold);
                add(held[fold], counts);
            }
        });
        units.keySet().stream()
                .filter(unit -> !foldOf.containsKey(unit))
                .sorted(Comparator.comparingInt(
                                (String unit) -> -IntStream.of(units.get(unit)).sum())
                        .thenComparingLong(unit -> mix(seed, unit))
                        .thenComparing(Comparator.naturalOrder()))
                .forEach(unit -> {
                    int fold = bestFold(held, totals, units.get(unit));
                    foldOf.put(unit, fold);
                    add(held[fold], units.get(unit));
                });
        return foldOf;
    }

    private static void add(int[] held, int[] counts) {
        for (int k = 0; k < held.length; k++) {
            held[k] += counts[k];
        }
    }

    /** The fold where the sum of squared label shares grows least; the smaller one among equals. */
    private static int bestFold(int[][] held, int[] totals, int[] counts) {
        int best = 0;
        double bestCost = Double.POSITIVE_INFINITY;
        for (int fold = 0; fold < held.length; fold++) {
            double cost =
                    1e-6 * IntStream.of(held[fold]).sum() / IntStream.of(totals).sum();
            for (int k = 0; k < totals.length; k++) {
                double share = (double) counts[k] / totals[k];
                cost += share * (share + 2.0 * held[fold][k] / totals[k]);
                cost += counts[k] > 0 && counts[k] + held[fold][k] == totals[k] ? 1e3 : 0;
            }
            if (cost < bestCost) {
                best = fold;
                bestCost = cost;
            }
        }
        return best;
    }

    private static boolean leavesAFoldOrLabelEmpty(TeachingSet set, int[] foldOf, int count) {
        int[][] held = new int[count][set.labels().size()];
        for (int row = 0; row < foldOf.length; row++) {
            held[foldOf[row]][set.labelOf()[row]]++;
        }
        int[] totals = set.counts();
        return Arrays.stream(held)
                .anyMatch(fold -> IntStream.of(fold).sum() == 0
                        || IntStream.range(0, totals.length).anyMatch(k -> fold[k] == totals[k]));
    }

    private static List<String> notes(TeachingSet set, int units, int count, Set<String> split) {
        List<String> notes = new ArrayList<>();
        boolean grouped =
                IntStream.range(0, set.size()).anyMatch(row -> set.example(row).group() != null);
        if (!grouped) {
            notes.add("No groups were given, so each example stands alone; " + count + " folds.");
        } else if (split.isEmpty()) {
            notes.add(units + " groups, never split between training and evaluation; " + count + " folds.");
        } else {
            notes.add("Some labels lie in one group alone, so " + split.size() + " group"
                    + (split.size() == 1 ? " was" : "s were")
                    + " split between training and evaluation and the figures are optimistic; " + count + " folds.");
        }
        return List.copyOf(notes);
    }

    /** A seeded hash of a name, the same on every machine (FNV-1a, then the SplitMix64 finaliser). */
    static long mix(long seed, String name) {
        long hash = 0xcbf29ce484222325L ^ (seed * 0x9e3779b97f4a7c15L);
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
        return hash ^ (hash >>> 31);
    }
}
