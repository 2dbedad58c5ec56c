package org.insula.teach;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.insula.embedding.Embedding;
import org.insula.embedding.Encoder;
import org.junit.jupiter.api.Test;

class AdviceTest {
    private final List<Labelled> examples = new ArrayList<>();
    private final List<Evaluation.Prediction> predictions = new ArrayList<>();

    @Test
    void enoughAndClearNeedsNoAdvice() {
        show("a", "a", 20);
        show("b", "b", 20);
        assertEquals(List.of(), advice(List.of()));
    }

    @Test
    void aSmallLabelShouldGrow() {
        show("a", "a", 20);
        show("b", "b", 6);
        assertEquals(
                List.of("Add 9 more of 'b'; it has 6 examples, and figures settle at about 15."), advice(List.of()));
    }

    @Test
    void aPairThatIsMistakenIsNamed() {
        show("a", "a", 20);
        show("b", "b", 10);
        show("b", "a", 6);
        assertEquals(
                List.of("'b' is taken for 'a' in 6 of 16 examples; add clearer ones of both, or join the two labels."),
                advice(List.of()));
    }

    @Test
    void anUnevenMixIsNamed() {
        show("a", "a", 100);
        show("b", "b", 20);
        assertEquals(
                List.of(
                        "'a' has 100 examples and 'b' 20; rare labels are named less readily, so add to the smaller one."),
                advice(List.of()));
    }

    @Test
    void theFirstSuspectIsQuotedInShort() {
        show("a", "a", 20);
        show("b", "b", 20);
        String input = "x".repeat(80);
        assertEquals(
                List.of("Check one label that looks wrong, first '" + "x".repeat(59)
                        + "…': it says 'a' but looks like 'b'."),
                advice(List.of(new Suspect(0, input, "a", "b", 0.9))));
    }

    private void show(String label, String predicted, int times) {
        for (int i = 0; i < times; i++) {
            String input = "e" + examples.size();
            examples.add(new Labelled(input, Embedding.of(examples.size()), label, null));
            predictions.add(new Evaluation.Prediction(input, label, predicted, 0.9, 0, false));
        }
    }

    private List<String> advice(List<Suspect> suspects) {
        TeachingSet set = TeachingSet.of(examples, List.of(new Encoder.Block("x", 1)), 0);
        return Advice.of(set, Evaluation.of(set.labels(), predictions), suspects);
    }
}
