package org.insula.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Thousands of connections to a running server that ask once and then nothing more: what each takes of its memory, and how
 * long others wait meanwhile. As many are opened as the system lets this process open.
 */
public final class HowMuchDoesAnIdleConnectionTake {
    private static final String ASK = "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final int ROUNDS = 300;

    private HowMuchDoesAnIdleConnectionTake() {}

    /** @param args the server's address, its process and how many connections */
    public static void main(String[] args) throws Exception {
        URI server = URI.create(args[0]);
        long process = Long.parseLong(args[1]);
        int wanted = Integer.parseInt(args[2]);
        say("alone: %s", latency(server));
        long before = residentKilobytes(process);
        List<SocketChannel> idle = new ArrayList<>();
        try {
            open(server, wanted, idle);
            say("%,d connections are open: %s", idle.size(), latency(server));
            long after = residentKilobytes(process);
            say(
                    "the server grew from %,d to %,d kB: %.1f kB for each",
                    before, after, (after - before) / (double) idle.size());
        } finally {
            for (SocketChannel channel : idle) {
                channel.close();
            }
        }
    }

    private static void open(URI server, int wanted, List<SocketChannel> idle) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort());
        ByteBuffer answer = ByteBuffer.allocate(4_096);
        try {
            while (idle.size() < wanted) {
                SocketChannel channel = SocketChannel.open(address);
                idle.add(channel);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.write(ByteBuffer.wrap(ASK.getBytes(StandardCharsets.US_ASCII)));
                channel.read(answer.clear());
            }
        } catch (IOException e) {
            say("%,d of %,d could be opened (%s); raise ulimit -n for more", idle.size(), wanted, e.getMessage());
        }
    }

    private static String latency(URI server) throws IOException, InterruptedException {
        long[] nanos = new long[ROUNDS];
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpRequest request =
                    HttpRequest.newBuilder(server.resolve("/api/models")).build();
            for (int i = 0; i < ROUNDS; i++) {
                long begin = System.nanoTime();
                HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
                nanos[i] = System.nanoTime() - begin;
                if (response.statusCode() != 200) {
                    throw new IllegalStateException(response.toString());
                }
            }
        }
        Arrays.sort(nanos);
        return String.format(
                Locale.ROOT,
                "GET /api/models takes %.2f ms at the median, %.2f ms at p99",
                nanos[ROUNDS / 2] / 1e6,
                nanos[ROUNDS * 99 / 100] / 1e6);
    }

    private static long residentKilobytes(long process) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + process + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", ""));
            }
        }
        throw new IllegalStateException("Process " + process + " tells no resident memory.");
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
