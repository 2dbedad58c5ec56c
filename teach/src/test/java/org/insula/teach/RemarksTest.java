package org.insula.teach;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class RemarksTest {
    @Test
    void remarksThatDifferInNumbersAndNamesAreOne() {
        Remarks remarks = new Remarks();
        remarks.add(
                "a.csv", List.of("Took the middle 10 of 12 steps.", "'ax' does not change.", "'ay' does not change."));
        remarks.add("b.csv", List.of());
        remarks.add("c.csv", List.of("'az' does not change."));
        assertEquals(
                List.of(
                        "2 of 3 examples, such as 'a.csv': 'ax' does not change.",
                        "1 of 3 examples, such as 'a.csv': Took the middle 10 of 12 steps."),
                remarks.sentences(3));
        assertEquals(List.of(), new Remarks().sentences(0));
    }
}
