package org.insula.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.insula.embedding.Where;
import org.insula.teach.Guess;
import org.insula.teach.Verdict;
import org.junit.jupiter.api.Test;

/** Windows of two seconds, every half second; w is a wave, v one that is less sure, s a swipe, - unknown, u
 * unknown and most like a wave. */
class OccurrencesTest {
    @Test
    void oneWaveIsOneOccurrenceWhereItsWindowsAgree() {
        // windows from 1.0, 1.5 and 2.0 on name it: what they share lies around 1.5 to 3.5
        assertEquals(List.of("wave 1.5-3.5"), found("- - w w w - - -"));
    }

    @Test
    void repetitionsWithAPauseAreCounted() {
        assertEquals(
                List.of("wave 0.5-2.5", "wave 4.0-6.0", "wave 7.5-9.5"), found("w w w - - - - w w w - - - - w w w -"));
    }

    @Test
    void aLongWaveHappensOnceAndEndsWithTheSignal() {
        assertEquals(List.of("wave 0.5-6.0"), found("w w w w w w w w w w"));
    }

    @Test
    void oneWindowIsNothingAndOneThatIsMissingDividesNothing() {
        assertEquals(List.of(), found("- w - - s - -"));
        assertEquals(List.of("wave 0.5-4.0"), found("w w w - w w - -"));
    }

    @Test
    void repetitionsWithoutAPauseAreToldByTheWindowsBetweenThem() {
        // those that hold the end of one wave and the beginning of the next are less sure
        assertEquals(List.of("wave 0.5-2.5", "wave 3.0-5.0", "wave 5.5-7.5"), found("v w v v v v w v v v v w v"));
    }

    @Test
    void aWindowThatIsKnownAmongPartsThatAreNotIsOne() {
        assertEquals(List.of("wave 1.0-3.0"), found("- u w u - -"));
        assertEquals(List.of("wave 0.5-2.5", "wave 2.0-4.0"), found("- w u u w u - -"));
        assertEquals(List.of(), found("- u u u - -"));
    }

    @Test
    void oneMovementMayFollowAnother() {
        assertEquals(List.of("wave 0.5-2.5", "swipe 2.0-4.0"), found("w w w s s s - -"));
    }

    private static List<String> found(String windows) {
        Occurrences occurrences = new Occurrences();
        List<Occurrence> ended = new ArrayList<>();
        double start = 0;
        for (String window : windows.split(" ")) {
            occurrences.next(new Where.Span(start, start + 2), verdict(window)).forEach(ended::add);
            start += 0.5;
        }
        ended.addAll(occurrences.end());
        assertEquals(List.of(), occurrences.end(), "each once");
        return ended.stream()
                .map(o -> String.format(Locale.ROOT, "%s %.1f-%.1f", o.label(), o.start(), o.end()))
                .toList();
    }

    private static Verdict verdict(String window) {
        return switch (window) {
            case "w" -> sure("wave", "swipe");
            case "v" -> new Verdict.Recognised("wave", 0.6, List.of(new Guess("wave", 0.6), new Guess("swipe", 0.4)));
            case "s" -> sure("swipe", "wave");
            case "u" -> new Verdict.Unknown("wave", 0.8, List.of(new Guess("wave", 0.8), new Guess("swipe", 0.2)));
            default -> new Verdict.Unknown("rest", 0.5, List.of(new Guess("rest", 0.5), new Guess("swipe", 0.5)));
        };
    }

    private static Verdict sure(String label, String other) {
        return new Verdict.Recognised(label, 0.9, List.of(new Guess(label, 0.9), new Guess(other, 0.1)));
    }
}
