package org.insula.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another JVM with the classes of the tests. */
final class ChildProcess {
    private ChildProcess() {}

    /**
     * @param before words of a command that runs the JVM
     * @param said the file that gets what it says
     */
    static Process start(List<String> before, Path said, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectOutput(said.toFile()).start();
    }

    /** The lines that a process said to the end; one that was cut off is left out. */
    static List<String> wholeLines(Path said) throws IOException {
        String text = Files.readString(said);
        int end = text.lastIndexOf('\n');
        return end < 0 ? List.of() : text.substring(0, end).lines().toList();
    }

    /** Says a line so that it has left the process when this returns. */
    static synchronized void say(String line) {
        System.out.write(
                (line + "\n").getBytes(StandardCharsets.UTF_8), 0, line.getBytes(StandardCharsets.UTF_8).length + 1);
        System.out.flush();
    }
}
