package org.insula.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.insula.embedding.EncodingException;
import org.insula.host.Caller;
import org.insula.host.Host;
import org.insula.host.HostException;
import org.insula.music.JamsWriter;
import org.insula.music.MidiWriter;
import org.insula.music.MusicException;
import org.insula.music.MusicReader;
import org.insula.music.MusicXmlWriter;
import org.insula.music.Plot;
import org.insula.music.Reading;
import org.insula.music.ReadingJson;
import org.insula.server.tool.RecordingReader;
import org.insula.signal.SignalException;
import org.insula.signal.audio.AudioDecoder;
import org.insula.signal.audio.AudioLimits;
import org.insula.signal.audio.Loudness;
import org.insula.signal.audio.Waveform;

/**
 * Reads recordings for whoever asks the server, in turn with everybody else's requests. The network is loaded when it is
 * first asked. The last readings of each tenant are remembered, so that asking for the same recording in another form takes
 * no second reading.
 */
final class MusicDesk implements RecordingReader, AutoCloseable {
    private static final String NAME = "music";
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int MOST_REMEMBERED = 16;
    /** Of a longer one only the answer is kept by whoever asked. */
    private static final double LONGEST_REMEMBERED_SECONDS = 1_200;

    private final Host host;
    private final LinkedHashMap<String, Heard> remembered = new LinkedHashMap<>();
    private MusicReader reader;
    private boolean closed;

    /** What was heard, and what is to be said about the file. */
    private record Heard(Reading reading, List<String> remarks) {}

    /** What becomes of what was heard. */
    private interface Rendering<T> {
        T of(Heard heard);
    }

    MusicDesk(Host host) {
        this.host = host;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** What {@code insula music --json} prints of a recording. */
    static ObjectNode json(String input, Reading reading, List<String> remarks) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("input", input);
        answer.setAll(ReadingJson.of(reading));
        if (!remarks.isEmpty()) {
            remarks.forEach(answer.putArray("remarks")::add);
        }
        return answer;
    }

    /** As {@link #read}, for the form of JSON. */
    ObjectNode json(Caller caller, String input, byte[] recording) throws InterruptedException {
        return compute(caller, recording, Progress.NONE, heard -> json(input, heard.reading(), heard.remarks()));
    }

    @Override
    public byte[] read(Caller caller, String input, byte[] recording, Form form, Progress progress)
            throws InterruptedException {
        return compute(caller, recording, progress, heard -> rendered(heard, input, recording, form));
    }

    private static byte[] rendered(Heard heard, String input, byte[] recording, Form form) {
        Reading reading = heard.reading();
        String title = MusicCommand.title(input);
        return switch (form) {
            case JSON -> json(input, reading, heard.remarks()).toString().getBytes(StandardCharsets.UTF_8);
            case MIDI -> MidiWriter.bytes(reading, title, false);
            case MUSICXML -> MusicXmlWriter.bytes(reading, title);
            case JAMS -> JamsWriter.bytes(reading, title);
            case SVG -> Plot.svg(reading, sound(recording, new ArrayList<>()), title);
            case PNG -> Plot.png(reading, sound(recording, new ArrayList<>()), title);
        };
    }

    private static Waveform sound(byte[] recording, List<String> remarks) {
        return AudioDecoder.decode(recording, MusicReader.SAMPLE_RATE, AudioLimits.standard(), remarks::add);
    }

    private <T> T compute(Caller caller, byte[] recording, Progress progress, Rendering<T> rendering)
            throws InterruptedException {
        AtomicBoolean gone = new AtomicBoolean();
        Progress unlessGone = (done, total) -> {
            if (gone.get()) {
                throw new CancellationException("Whoever asked has gone; the reading was given up.");
            }
            progress.at(done, total);
        };
        String key = caller.tenant().id() + " " + hash(recording);
        Callable<T> task = () -> {
            try {
                return rendering.of(heard(key, recording, unlessGone));
            } catch (SignalException | MusicException e) {
                throw new EncodingException(e.getMessage());
            }
        };
        try {
            return host.compute(caller, NAME, recording.length, task, PATIENCE);
        } finally {
            gone.set(true);
        }
    }

    private Heard heard(String key, byte[] recording, Progress progress) {
        synchronized (remembered) {
            Heard before = remembered.remove(key);
            if (before != null) {
                remembered.put(key, before);
                return before;
            }
        }
        List<String> remarks = new ArrayList<>();
        Waveform sound = sound(recording, remarks);
        Reading reading = reader().read(sound, progress::at)
                .withLoudness(Loudness.integratedLufs(recording, AudioLimits.standard()));
        Heard heard = new Heard(reading, List.copyOf(remarks));
        if (reading.durationSeconds() <= LONGEST_REMEMBERED_SECONDS) {
            remember(key, heard);
        }
        return heard;
    }

    private void remember(String key, Heard heard) {
        synchronized (remembered) {
            remembered.put(key, heard);
            if (remembered.size() > MOST_REMEMBERED) {
                remembered.pollFirstEntry();
            }
        }
    }

    private static String hash(byte[] recording) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(recording));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every JDK has SHA-256.", e);
        }
    }

    private synchronized MusicReader reader() {
        if (closed) {
            throw new HostException(HostException.Reason.STOPPING, "Insula is stopping; ask again when it is back.");
        }
        if (reader == null) {
            reader = new MusicReader(1); // parallel are the requests
        }
        return reader;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (reader != null) {
            reader.close();
        }
    }
}
