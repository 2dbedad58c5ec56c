package org.insula.teach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.insula.embedding.Embedding;
import org.insula.embedding.Encoder;
import org.junit.jupiter.api.Test;

class FoldsTest {
    @Test
    void aGroupIsNeverSplit() {
        var random = new Random(3);
        List<Labelled> examples = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            examples.add(example(i, "l" + random.nextInt(4), "g" + random.nextInt(40)));
        }
        TeachingSet set = set(examples);
        Folds folds = Folds.of(set, 5, 1, null);
        Map<String, Set<Integer>> foldsOfGroup = new HashMap<>();
        int[][] held = new int[5][4];
        for (int row = 0; row < set.size(); row++) {
            foldsOfGroup
                    .computeIfAbsent(set.example(row).group(), g -> new HashSet<>())
                    .add(folds.foldOf()[row]);
            held[folds.foldOf()[row]][set.labelOf()[row]]++;
        }
        foldsOfGroup.forEach((group, in) -> assertEquals(1, in.size(), group));
        for (int[] fold : held) {
            for (int k = 0; k < 4; k++) {
                assertEquals(set.counts()[k] / 5.0, fold[k], 5, "labels are spread");
            }
        }
        assertEquals(List.of("40 groups, never split between training and evaluation; 5 folds."), folds.notes());
    }

    @Test
    void twoLabelsOfTwoExamplesAreHeldOutOneByOne() {
        Folds folds = Folds.of(set(List.of(lone(0, "a"), lone(1, "a"), lone(2, "b"), lone(3, "b"))), 5, 1, null);
        assertEquals(4, folds.count());
        for (int fold = 0; fold < 4; fold++) {
            assertEquals(1, folds.held(fold).length);
            assertEquals(3, folds.train(fold).length);
        }
    }

    @Test
    void loneExamplesOfEachLabelAreSpreadEvenly() {
        List<Labelled> examples = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            examples.add(lone(i, i < 40 ? "a" : "b"));
        }
        Folds folds = Folds.of(set(examples), 5, 1, null);
        for (int fold = 0; fold < 5; fold++) {
            int[] held = folds.held(fold);
            assertEquals(10, held.length);
            assertEquals(2, Arrays.stream(held).filter(row -> row >= 40).count());
        }
    }

    @Test
    void aLabelInOneGroupIsSplitAndSaidSo() {
        List<Labelled> examples = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            examples.add(example(i, i < 10 ? "a" : "b", i < 10 ? "monday" : "g" + i / 2));
        }
        Folds folds = Folds.of(set(examples), 5, 1, null);
        Set<Integer> ofMonday = new HashSet<>();
        for (int row = 0; row < 10; row++) {
            ofMonday.add(folds.foldOf()[row]);
        }
        assertEquals(5, ofMonday.size());
        assertEquals(
                List.of(
                        "Some labels lie in one group alone, so 1 group was split between training and evaluation and the"
                                + " figures are optimistic; 5 folds."),
                folds.notes());
    }

    @Test
    void aSingleGroupInAllIsSplitAndSaidSo() {
        List<Labelled> examples = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            examples.add(example(i, i % 2 == 0 ? "a" : "b", "only"));
        }
        Folds folds = Folds.of(set(examples), 5, 1, null);
        assertEquals(5, folds.count());
        assertTrue(folds.notes().getFirst().contains("optimistic"));
    }

    @Test
    void fewerGroupsThanFoldsMakeFewerFolds() {
        List<Labelled> examples = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            examples.add(example(i, i % 2 == 0 ? "a" : "b", "g" + i % 3));
        }
        assertEquals(3, Folds.of(set(examples), 5, 1, null).count());
    }

    @Test
    void noLabelLosesAllItsExamplesToOneFoldIfItNeedNot() {
        List<Labelled> examples = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            examples.add(example(i, "common", "big" + i / 20));
        }
        examples.add(example(40, "rare", "big0"));
        examples.add(example(41, "rare", "big1"));
        TeachingSet set = set(examples);
        Folds folds = Folds.of(set, 2, 1, null);
        assertNotEquals(folds.foldOf()[40], folds.foldOf()[41]);
    }

    @Test
    void theSameGroupsGiveTheSameFoldsInAnyOrder() {
        List<Labelled> examples = new ArrayList<>(Clouds.of(60, 3, 1, 1));
        Map<String, Integer> first = Folds.of(clouds(examples), 5, 1, null).foldOfUnit();
        Collections.shuffle(examples, new Random(2));
        assertEquals(first, Folds.of(clouds(examples), 5, 1, null).foldOfUnit());
        assertNotEquals(first, Folds.of(clouds(examples), 5, 2, null).foldOfUnit(), "another seed, other folds");
    }

    @Test
    void oneMoreExampleLeavesTheOthersWhereTheyWere() {
        List<Labelled> examples = Clouds.of(61, 3, 1, 1);
        Folds before = Folds.of(clouds(examples.subList(0, 60)), 5, 1, null);
        Map<String, Integer> after = Folds.of(clouds(examples), 5, 1, before).foldOfUnit();
        before.foldOfUnit().forEach((unit, fold) -> assertEquals(fold, after.get(unit), unit));
        assertEquals(61, after.size());
        assertTrue(Folds.of(clouds(examples), 5, 1, before).continues(before));
        assertFalse(Folds.of(clouds(examples), 5, 2, null).continues(before));
    }

    private static TeachingSet clouds(List<Labelled> examples) {
        return TeachingSet.of(examples, Clouds.BLOCKS, 0);
    }

    private static TeachingSet set(List<Labelled> examples) {
        return TeachingSet.of(examples, List.of(new Encoder.Block("x", 1)), 0);
    }

    private static Labelled lone(int i, String label) {
        return example(i, label, null);
    }

    private static Labelled example(int i, String label, String group) {
        return new Labelled(String.format("%03d", i), Embedding.of(i), label, group);
    }
}
