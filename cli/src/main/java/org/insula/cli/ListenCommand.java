package org.insula.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.insula.host.Hosted;
import org.insula.host.ListenOptions;
import org.insula.host.Listener;
import org.insula.host.Trigger;
import org.insula.host.TriggerOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code insula listen}. */
@Command(
        name = "listen",
        description = "Listen to the microphone, or to a recording as if it were live, and say what happens when.",
        footer = "Prints one line for each event, with --json one JSON object a line. Ctrl-C ends.")
final class ListenCommand implements Callable<Integer> {
    private static final int BLOCKS_A_SECOND = 20;
    private static final int STOP_SECONDS = 1;

    private final Workshop workshop;

    @Parameters(index = "0", paramLabel = "MODEL", description = "A .insula file or a hosted name, of kind sound.")
    private String model;

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description = "Listen to this file instead of the microphone; '-' reads samples of 16 bits, one channel,"
                    + " from standard input.")
    private String from;

    @Option(names = "--rate", paramLabel = "HZ", description = "Samples a second on standard input (default: 16000).")
    private Integer rate;

    @Option(names = "--window", paramLabel = "S", description = "What an answer is about, in seconds (default: 1.5).")
    private Double window;

    @Option(names = "--hop", paramLabel = "S", description = "From one answer to the next (default: 0.25).")
    private Double hop;

    @Option(names = "--threshold", paramLabel = "P", description = "How sure an event must be (default: 0.6).")
    private Double threshold;

    @Option(names = "--refractory", paramLabel = "S", description = "Rest before a label may come again (default: 1).")
    private Double refractory;

    @Option(names = "--json", description = "Print one JSON object a line.")
    private boolean json;

    ListenCommand(Workshop workshop) {
        this.workshop = workshop;
    }

    @Override
    public Integer call() {
        ListenOptions options = options();
        if (rate != null && !"-".equals(from)) {
            throw new CliException("--rate is " + rate + ", but only samples on standard input need it; leave it out,"
                    + " or read them with '--from -'.");
        }
        Hosted hosted = workshop.model(model);
        int live = hosted.requireLive().sampleRate();
        try (SoundSource source = source(live);
                Listener listener = hosted.listen(source.sampleRate(), options)) {
            return workshop.stoppable(() -> listen(source, listener), "Stopped listening.", STOP_SECONDS);
        }
    }

    private ListenOptions options() {
        ListenOptions standard = ListenOptions.standard();
        TriggerOptions trigger = standard.trigger();
        double fires = or(threshold, trigger.threshold());
        return new ListenOptions(
                or(window, standard.windowSeconds()),
                or(hop, standard.hopSeconds()),
                new TriggerOptions(
                        trigger.window(),
                        fires,
                        Math.min(fires, trigger.release()),
                        or(refractory, trigger.refractorySeconds())));
    }

    private static double or(Double given, double standard) {
        return given == null ? standard : given;
    }

    /** @param live the rate that the encoder would like, in hertz */
    private SoundSource source(int live) {
        if (from == null) {
            Microphone microphone = Microphone.open(live);
            workshop.terminal().remark("Listening to the microphone; Ctrl-C ends.");
            return microphone;
        }
        return from.equals("-")
                ? new RawSamples(System.in, rate == null ? live : rate, 1)
                : new SoundFile(Path.of(from), live);
    }

    private int listen(SoundSource source, Listener listener) {
        float[] block = new float[Math.max(1, source.sampleRate() / BLOCKS_A_SECOND)];
        for (int n = source.read(block); n > 0; n = source.read(block)) {
            say(listener.take(block, n));
            if (Thread.interrupted()) {
                return 0;
            }
        }
        say(listener.end());
        return 0;
    }

    private void say(List<Listener.Heard> heard) {
        heard.stream()
                .flatMap(each -> each.event().stream())
                .forEach(event -> workshop.terminal().say(line(event)));
    }

    private String line(Trigger.Event event) {
        if (json) {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("since", Math.rint(1_000 * event.since()) / 1_000)
                    .put("seconds", Math.rint(1_000 * event.seconds()) / 1_000)
                    .put("label", event.label())
                    .put("probability", Math.rint(10_000 * event.probability()) / 10_000)
                    .toString();
        }
        return String.format(
                Locale.ROOT, "%8.2f s  %s %.0f %%", event.since(), event.label(), 100 * event.probability());
    }
}
