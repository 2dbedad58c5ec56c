package org.insula.language;

import java.io.DataInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The process that computes. It takes requests on its standard input and answers on its standard output, in frames. When its
 * input ends, because the host closed it or died, it ends at once.
 */
final class Worker implements Events {
    private static final int REFUSED = 3;
    private static final int BROKEN = 70;

    private final Frames.Sender sender;

    private Worker(Frames.Sender sender) {
        this.sender = sender;
    }

    /** What {@link WorkerEngine} starts it with. */
    static List<String> arguments(LocalEngine.Settings settings) {
        return List.of(
                settings.natives().toString(),
                settings.file().toString(),
                Integer.toString(settings.slots()),
                Integer.toString(settings.contextTokens()),
                Integer.toString(settings.chunk()),
                Integer.toString(settings.threads()),
                Integer.toString(settings.gpuLayers()),
                Boolean.toString(settings.pools()));
    }

    public static void main(String[] args) throws IOException {
        System.setOut(System.err);
        LocalEngine.Settings settings = new LocalEngine.Settings(
                Path.of(args[0]),
                Path.of(args[1]),
                Integer.parseInt(args[2]),
                Integer.parseInt(args[3]),
                Integer.parseInt(args[4]),
                Integer.parseInt(args[5]),
                Integer.parseInt(args[6]),
                Boolean.parseBoolean(args[7]));
        new Worker(new Frames.Sender(new FileOutputStream(FileDescriptor.out))).run(settings);
    }

    private void run(LocalEngine.Settings settings) throws IOException {
        Engine engine;
        try {
            engine = new LocalEngine(settings, this);
        } catch (LanguageException e) {
            send(Frames.Kind.REFUSED, out -> Wire.problem(e, out));
            Runtime.getRuntime().halt(REFUSED);
            return;
        }
        send(Frames.Kind.READY, out -> {});
        DataInputStream in =
                new DataInputStream(new java.io.BufferedInputStream(new FileInputStream(FileDescriptor.in)));
        for (Frames.Frame frame = Frames.read(in); frame != null; frame = Frames.read(in)) {
            serve(engine, frame);
        }
        Runtime.getRuntime().halt(0);
    }

    private void serve(Engine engine, Frames.Frame frame) throws IOException {
        DataInputStream in = frame.in();
        long id = in.readLong();
        switch (frame.kind()) {
            case SUBMIT -> engine.submit(id, Wire.request(in));
            case CANCEL -> engine.cancel(id);
            case TOKENIZE -> answer(id, engine.tokenize(Wire.prompt(in)), Frames.Kind.TOKENS, Wire::ints);
            case DETOKENIZE ->
                answer(id, engine.detokenize(Wire.ints(in), in.readBoolean()), Frames.Kind.TEXT, Wire::text);
            case EMBED ->
                answer(id, engine.embed(Wire.texts(in), Wire.tenant(in)), Frames.Kind.EMBEDDINGS, Wire::embeddings);
            case STATS -> answer(id, engine.stats(), Frames.Kind.STATISTICS, Wire::stats);
            default -> throw new IOException("a frame of kind " + frame.kind() + " is not for the worker");
        }
    }

    private <T> void answer(long id, CompletableFuture<T> future, Frames.Kind kind, Wire.Writer<T> writer) {
        CompletableFuture<T> _ = future.whenComplete((value, problem) -> {
            if (problem == null) {
                send(kind, id, out -> writer.write(value, out));
            } else if (problem instanceof LanguageException known) {
                send(Frames.Kind.UNANSWERED, id, out -> Wire.problem(known, out));
            } else {
                broken(Llama.unexpected(problem));
            }
        });
    }

    private void send(Frames.Kind kind, long id, Frames.Body body) {
        send(kind, out -> {
            out.writeLong(id);
            body.writeTo(out);
        });
    }

    /** If nobody listens any more, there is nothing left to do. */
    private void send(Frames.Kind kind, Frames.Body body) {
        try {
            sender.send(Frames.encode(kind, body));
        } catch (IOException e) {
            Runtime.getRuntime().halt(0);
        }
    }

    @Override
    public void started(long id) {
        send(Frames.Kind.STARTED, id, out -> {});
    }

    @Override
    public void delta(long id, Delta delta) {
        send(Frames.Kind.DELTA, id, out -> Wire.delta(delta, out));
    }

    @Override
    public void done(long id, Usage usage) {
        send(Frames.Kind.DONE, id, out -> Wire.usage(usage, out));
    }

    @Override
    public void failed(long id, LanguageException problem) {
        send(Frames.Kind.FAILED, id, out -> Wire.problem(problem, out));
    }

    @Override
    public void broken(RuntimeException problem) {
        problem.printStackTrace();
        Runtime.getRuntime().halt(BROKEN);
    }
}
