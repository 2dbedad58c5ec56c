package org.insula.language;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A Java process of this module alone, with a small heap: what is large lies outside of it. */
final class WorkerProcess implements AutoCloseable {
    private static final int MAX_LINES = 8;
    private static final int MAX_LINE = 300;
    private static final int SECONDS_TO_END = 5;

    /** What a worker may know of the environment: how libraries and GPUs are found, and nothing that may be secret. */
    private static final Pattern KNOWN_VARIABLES = Pattern.compile(
            "(?i)PATH|HOME|TMP|TEMP|TMPDIR|LANG|SYSTEMROOT|WINDIR|(LD|DYLD|CUDA|NVIDIA|GGML|VK|HIP|ROCR)_.*");

    private final Process process;
    private final Deque<String> lastLines = new ArrayDeque<>();
    private final Thread errorReader;

    private WorkerProcess(Process process) {
        this.process = process;
        this.errorReader = Thread.ofVirtual().name("insula-language-errors").start(this::readErrors);
    }

    static WorkerProcess start(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                classPath(),
                Worker.class.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .keySet()
                .removeIf(name -> !KNOWN_VARIABLES.matcher(name).matches());
        return new WorkerProcess(builder.start());
    }

    /** This module needs no other. */
    private static String classPath() {
        try {
            return new File(Worker.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .getPath();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    InputStream output() {
        return process.getInputStream();
    }

    OutputStream input() {
        return process.getOutputStream();
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    private void readErrors() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (lastLines) {
                    if (lastLines.size() == MAX_LINES) {
                        lastLines.removeFirst();
                    }
                    lastLines.add(line.length() > MAX_LINE ? line.substring(0, MAX_LINE) : line);
                }
            }
        } catch (IOException e) {
            // The process has ended.
        }
    }

    /** Waits for the end, or makes it; says how it ended and what it said last. */
    String end() throws InterruptedException {
        if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        errorReader.join(TimeUnit.SECONDS.toMillis(1));
        synchronized (lastLines) {
            String last = String.join("; ", lastLines);
            return "exit code " + process.exitValue() + (last.isEmpty() ? "" : ", " + last);
        }
    }

    /** Ends its input, at which it ends. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            process.destroyForcibly();
        }
    }
}
