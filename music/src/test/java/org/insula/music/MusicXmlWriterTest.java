package org.insula.music;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

class MusicXmlWriterTest {
    private static final Map<String, Integer> TYPES =
            Map.of("whole", 48, "half", 24, "quarter", 12, "eighth", 6, "16th", 3);

    private static Element score(Reading reading) throws Exception {
        byte[] xml = MusicXmlWriter.bytes(reading, "A <title> & more");
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml))
                .getDocumentElement();
    }

    private static Reading notes(double bpm, int meter, List<Note> notes) {
        List<Double> beats = new ArrayList<>();
        List<Double> downbeats = new ArrayList<>();
        for (int i = 0; i < 2 * meter; i++) {
            beats.add(i * 60 / bpm);
            if (i % meter == 0) {
                downbeats.add(beats.getLast());
            }
        }
        return new Reading(
                beats.getLast(),
                new Tempo(bpm, 1),
                beats,
                downbeats,
                meter,
                new Key(PitchClass.G, Mode.MAJOR, 1),
                List.of(),
                notes,
                List.of(),
                OptionalDouble.empty());
    }

    private static Note note(double start, double end, int midi) {
        return new Note(start, end, midi, 0.5, List.of());
    }

    @Test
    void aNoteThatCrossesABarIsTiedAndTheRestOfTheBarIsSilent() throws Exception {
        // at 60 bpm seconds are beats
        List<Element> measures = children(part(score(notes(60, 3, List.of(note(2, 4.5, 66))))), "measure");
        assertEquals(2, measures.size());
        assertEquals(List.of("rest half", "F#4 quarter tie"), words(measures.get(0)));
        assertEquals(List.of("F#4 quarter. tied", "rest eighth", "rest quarter"), words(measures.get(1)));
    }

    @Test
    void threeNotesInABeatAreATriplet() throws Exception {
        List<Note> triplet = List.of(note(0, 0.3, 67), note(0.34, 0.65, 69), note(0.66, 1, 71), note(1, 3, 72));
        List<Element> measures = children(part(score(notes(60, 3, triplet))), "measure");
        assertEquals(List.of("G4 eighth 3 [", "A4 eighth 3", "B4 eighth 3 ]", "C5 half"), words(measures.get(0)));
        assertEquals(List.of("rest bar"), words(measures.get(1)));
    }

    @Test
    void whatIsStruckTogetherIsAChordAndWhatIsLowGoesToTheBass() throws Exception {
        List<Note> notes = List.of(note(0, 1, 40), note(0, 1, 67), note(0.02, 1.03, 71), note(1, 3, 43));
        List<Element> measures = children(part(score(notes(60, 3, notes))), "measure");
        assertEquals(
                List.of("G4 quarter", "+B4 quarter", "rest half", "backup", "E2 quarter", "G2 half"),
                words(measures.get(0)));
        Element attributes = child(measures.get(0), "attributes");
        assertEquals("2", text(attributes, "staves"));
        assertEquals("1", text(child(attributes, "key"), "fifths"));
        assertEquals("3", text(child(attributes, "time"), "beats"));
    }

    @Test
    void aMelodyOverAHeldNoteHasAVoiceOfItsOwn() throws Exception {
        List<Note> notes = List.of(note(0, 3, 62), note(0, 1, 74), note(1, 2, 76), note(2, 3, 78));
        List<Element> measures = children(part(score(notes(60, 3, notes))), "measure");
        assertEquals(List.of("D5 quarter", "E5 quarter", "F#5 quarter", "backup", "D4 half."), words(measures.get(0)));
    }

    @Test
    void aScoreHasItsChordsSectionsAndTempo() throws Exception {
        Element score = score(Readings.simple());
        assertEquals("A <title> & more", text(child(score, "work"), "work-title"));
        Element first = children(part(score), "measure").get(0);
        assertEquals("D", text(child(child(first, "harmony"), "root"), "root-step"));
        assertEquals("minor", text(child(first, "harmony"), "kind"));
        assertEquals("-1", text(child(child(first, "attributes"), "key"), "fifths"));
        Element third = children(part(score), "measure").get(2);
        Element root = child(child(third, "harmony"), "root");
        assertEquals("B", text(root, "root-step"));
        assertEquals("-1", text(root, "root-alter"));
        assertEquals("major-seventh", text(child(third, "harmony"), "kind"));
        assertEquals("B", text(child(child(third, "direction"), "direction-type"), "rehearsal"));
        assertEquals("120.0", child(child(first, "direction"), "sound").getAttribute("tempo"));
    }

    @Test
    void anEmptyReadingIsABarOfRest() throws Exception {
        List<Element> measures = children(part(score(Readings.empty())), "measure");
        assertEquals(1, measures.size());
        assertEquals(List.of("rest bar"), words(measures.get(0)));
    }

    @Test
    void everyVoiceFillsItsBarsAndEveryTieIsMatched() throws Exception {
        for (long seed = 0; seed < 200; seed++) {
            Element part = part(score(Readings.random(seed)));
            Map<String, Set<String>> tied = new HashMap<>();
            int beats = 0;
            for (Element measure : children(part, "measure")) {
                for (Element attributes : children(measure, "attributes")) {
                    beats = Integer.parseInt(text(child(attributes, "time"), "beats"));
                }
                int length = 12 * (measure.getAttribute("implicit").equals("yes") ? pickup(measure, beats) : beats);
                check(measure, length, tied, "seed " + seed + " bar " + measure.getAttribute("number"));
            }
            assertTrue(tied.values().stream().allMatch(Set::isEmpty), "seed " + seed + ": ties left open " + tied);
        }
    }

    /** How many beats the incomplete first bar has; fewer than a whole one. */
    private static int pickup(Element measure, int beats) {
        int sum = children(measure, "note").stream()
                .filter(note -> text(note, "voice").equals("1") && child(note, "chord") == null)
                .mapToInt(note -> Integer.parseInt(text(note, "duration")))
                .sum();
        assertTrue(sum % 12 == 0 && sum < 12 * beats, "incomplete by whole beats");
        return sum / 12;
    }

    private static void check(Element measure, int length, Map<String, Set<String>> tied, String where) {
        TreeMap<String, Integer> filled = new TreeMap<>();
        Map<String, Set<String>> starting = new HashMap<>();
        int at = 0;
        int tripletSum = 0;
        for (Element element : children(measure, null)) {
            if (element.getTagName().equals("backup")) {
                at -= Integer.parseInt(text(element, "duration"));
                assertEquals(0, at, where);
            }
            if (!element.getTagName().equals("note")) {
                continue;
            }
            int duration = Integer.parseInt(text(element, "duration"));
            String voice = text(element, "voice");
            assertEquals(written(element, length), duration, where);
            String pitch = pitch(element);
            Set<String> types = new HashSet<>();
            children(element, "tie").forEach(tie -> types.add(tie.getAttribute("type")));
            if (child(element, "chord") == null) {
                at += duration;
                filled.merge(voice, duration, Integer::sum);
                tripletSum = child(element, "time-modification") == null ? 0 : (tripletSum + duration) % 12;
                tied.put(voice, starting.getOrDefault(voice, tied.getOrDefault(voice, Set.of())));
                starting.put(voice, new HashSet<>());
            }
            if (types.contains("stop")) {
                assertTrue(tied.get(voice).remove(pitch), where + ": a tie to " + pitch + " from nowhere");
            }
            if (types.contains("start")) {
                starting.get(voice).add(pitch);
            }
        }
        filled.forEach((voice, sum) -> {
            assertEquals(length, sum, where + " voice " + voice);
            tied.put(voice, starting.get(voice));
        });
        assertEquals(0, tripletSum, where + ": a triplet is not complete");
        assertEquals(length, at, where);
    }

    /** What the signs say that a note lasts. */
    private static int written(Element note, int bar) {
        if (child(note, "type") == null) {
            assertEquals("yes", child(note, "rest").getAttribute("measure"));
            return bar;
        }
        int length = TYPES.get(text(note, "type"));
        length = child(note, "dot") == null ? length : length * 3 / 2;
        return child(note, "time-modification") == null ? length : length * 2 / 3;
    }

    @Test
    void everyNoteOfTheReadingIsInTheScoreOnceWhereItBegins() throws Exception {
        for (long seed = 0; seed < 50; seed++) {
            Reading reading = Readings.random(seed);
            Quantiser quantiser = new Quantiser(BeatGrid.of(reading), reading.notes());
            long struck = 0;
            for (Element measure : children(part(score(reading)), "measure")) {
                struck += children(measure, "note").stream()
                        .filter(note -> child(note, "pitch") != null)
                        .filter(note -> children(note, "tie").stream()
                                .noneMatch(tie -> tie.getAttribute("type").equals("stop")))
                        .count();
            }
            assertEquals(quantiser.place(reading.notes()).size(), struck, "seed " + seed);
        }
    }

    private static List<String> words(Element measure) {
        List<String> words = new ArrayList<>();
        for (Element element : children(measure, null)) {
            if (element.getTagName().equals("backup")) {
                words.add("backup");
            } else if (element.getTagName().equals("note")) {
                words.add(word(element));
            }
        }
        return words;
    }

    private static String word(Element note) {
        if (child(note, "type") == null) {
            return "rest bar";
        }
        StringBuilder word = new StringBuilder(child(note, "chord") == null ? "" : "+");
        word.append(pitch(note)).append(' ').append(text(note, "type"));
        word.append(child(note, "dot") == null ? "" : ".");
        word.append(child(note, "time-modification") == null ? "" : " 3");
        Element notations = child(note, "notations");
        if (notations != null) {
            for (Element tied : children(notations, "tied")) {
                word.append(tied.getAttribute("type").equals("start") ? " tie" : " tied");
            }
            for (Element tuplet : children(notations, "tuplet")) {
                word.append(tuplet.getAttribute("type").equals("start") ? " [" : " ]");
            }
        }
        return word.toString();
    }

    private static String pitch(Element note) {
        Element pitch = child(note, "pitch");
        if (pitch == null) {
            return "rest";
        }
        int alter = child(pitch, "alter") == null ? 0 : Integer.parseInt(text(pitch, "alter"));
        return text(pitch, "step") + (alter > 0 ? "#".repeat(alter) : "b".repeat(-alter)) + text(pitch, "octave");
    }

    private static Element part(Element score) {
        assertEquals("4.0", score.getAttribute("version"));
        return child(score, "part");
    }

    private static Element child(Element parent, String name) {
        List<Element> children = children(parent, name);
        return children.isEmpty() ? null : children.get(0);
    }

    private static String text(Element parent, String name) {
        return child(parent, name).getTextContent();
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element
                    && (name == null || element.getTagName().equals(name))) {
                children.add(element);
            }
        }
        return children;
    }
}
