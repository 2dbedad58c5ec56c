package org.insula.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.insula.teach.Guess;
import org.insula.teach.Verdict;
import org.junit.jupiter.api.Test;

class TriggerTest {
    private static final double HOP = 0.25;

    @Test
    void oneDoorbellRingsOnce() {
        assertEquals(List.of("bell@0.75"), events("- - b b b b b b - - -"));
    }

    @Test
    void aSingleSpikeIsNoEvent() {
        assertEquals(List.of(), events("- b - - b - ? b ? -"));
    }

    @Test
    void aSecondRingAfterAPauseIsHeard() {
        assertEquals(List.of("bell@0.25", "bell@2.0"), events("b b b - - - - b b -"));
    }

    @Test
    void aShortGapInOneRingIsNoSecondRing() {
        assertEquals(List.of("bell@0.25"), events("b b - b b - b b - -"));
    }

    @Test
    void anotherLabelMayFollowAtOnce() {
        assertEquals(List.of("bell@0.25", "knock@0.75"), events("b b k k - -"));
    }

    @Test
    void unknownAnswersNeverFire() {
        assertEquals(List.of(), events("? ? ? ? ? ?"));
    }

    @Test
    void anEventTellsWhenItsLabelWasFirstGiven() {
        Trigger trigger = new Trigger(new TriggerOptions(4, 0.4, 0.2, 1));
        trigger.next(0.25, verdict("k"));
        trigger.next(0.5, verdict("b"));
        assertEquals(Optional.empty(), trigger.next(0.75, verdict("-")));
        Trigger.Event event = trigger.next(1, verdict("b")).orElseThrow();
        assertEquals(new Trigger.Event("bell", 0.5, 1, (0.1 + 0.9 + 0.9) / 4), event);
    }

    @Test
    void optionsThatCannotWorkAreRefused() {
        assertThrows(HostException.class, () -> new TriggerOptions(0, 0.5, 0.2, 1));
        assertThrows(HostException.class, () -> new TriggerOptions(1, 0.5, 0.6, 1));
        assertThrows(HostException.class, () -> new TriggerOptions(1, Double.NaN, 0, 1));
    }

    /** One answer a hop: {@code b} and {@code k} for bell and knock, {@code ?} for unknown, {@code -} for silence. */
    private static List<String> events(String answers) {
        Trigger trigger = new Trigger(TriggerOptions.standard());
        List<String> events = new ArrayList<>();
        String[] steps = answers.split(" ");
        for (int i = 0; i < steps.length; i++) {
            trigger.next(i * HOP, verdict(steps[i]))
                    .ifPresent(event -> events.add(event.label() + "@" + event.seconds()));
        }
        return events;
    }

    private static Optional<Verdict> verdict(String step) {
        List<Guess> bell = List.of(new Guess("bell", 0.9), new Guess("knock", 0.1));
        List<Guess> knock = List.of(new Guess("knock", 0.9), new Guess("bell", 0.1));
        return switch (step) {
            case "b" -> Optional.of(new Verdict.Recognised("bell", 0.9, bell));
            case "k" -> Optional.of(new Verdict.Recognised("knock", 0.9, knock));
            case "?" -> Optional.of(new Verdict.Unknown("bell", 0.9, bell));
            default -> Optional.empty();
        };
    }
}
