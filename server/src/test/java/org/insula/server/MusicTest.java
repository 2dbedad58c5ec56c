package org.insula.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code POST /api/music}, with a reader that counts letters. */
class MusicTest {
    @TempDir
    Path folder;

    private WorkServer server;

    @BeforeEach
    void start() {
        server = WorkServer.start(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> read(String query, String recording, String... headers) {
        return server.send("POST", "/api/music" + query, recording, headers);
    }

    @Test
    void aBodyIsReadAndSoIsTheFileOfAForm() {
        JsonNode bare = WorkServer.json(read("?name=song.mp3", "la la"));
        assertEquals("song.mp3", bare.path("input").asText());
        assertEquals(6, bare.path("beats").size());

        String form = "--edge\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nnot this\r\n"
                + "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"tune.wav\"\r\n\r\nla\r\n--edge--\r\n";
        HttpResponse<String> answer = server.send(server.request("/api/music")
                .header("Content-Type", "multipart/form-data; boundary=edge")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build());
        assertEquals(
                "application/json", answer.headers().firstValue("Content-Type").orElseThrow());
        assertEquals("tune.wav", WorkServer.json(answer).path("input").asText());
        assertEquals(3, WorkServer.json(answer).path("beats").size());
    }

    @ParameterizedTest
    @CsvSource({
        "midi, audio/midi, mid, MIDI of la",
        "musicxml, application/vnd.recordare.musicxml+xml, musicxml, MUSICXML of la",
        "jams, application/json, jams, {",
        "svg, image/svg+xml, svg, SVG of la",
        "png, image/png, png, PNG of la"
    })
    void eachFormIsAFileOfItsOwn(String format, String type, String extension, String start) {
        HttpResponse<String> answer = read("?name=my%20song.mp3&format=" + format, "la");
        assertEquals(200, answer.statusCode());
        assertTrue(answer.headers().firstValue("Content-Type").orElseThrow().startsWith(type));
        assertEquals(
                "attachment; filename=\"my_song." + extension + "\"",
                answer.headers().firstValue("Content-Disposition").orElseThrow());
        assertTrue(answer.body().startsWith(start), answer.body());
    }

    @Test
    void acceptChoosesWhereNoFormatIsAskedFor() {
        assertEquals(
                "MIDI of la",
                read("", "la", "Accept", "text/html, audio/midi;q=0.9, image/png")
                        .body());
        assertEquals(
                "PNG of la", read("?format=png", "la", "Accept", "audio/midi").body());
        assertEquals(
                2 + 1,
                WorkServer.json(read("", "la", "Accept", "*/*")).path("beats").size());
    }

    @Test
    void whatCannotBeReadIsToldWithAStatus() {
        assertRefused(422, "'body' holds no music; send some.", read("", "noise"));
        assertRefused(422, "'body' holds no music; send some.", read("", "noise", "Accept", "text/event-stream"));
        assertRefused(400, "format is 'mp3'; give json, midi, musicxml, jams, svg or png.", read("?format=mp3", "la"));
        assertRefused(
                400,
                "The body is empty; send the bytes of a file, a form with a file, or {\"text\": \"…\"}.",
                read("", ""));
        String part = "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nla\r\n";
        for (String[] form : new String[][] {
            {part + part + "--edge--\r\n", "2 recordings came; send one at a time."},
            {
                part.replace("; filename=\"a\"", "") + "--edge--\r\n",
                "The form holds no file; send one, such as curl -F file=@song.mp3."
            }
        }) {
            assertRefused(
                    400,
                    form[1],
                    server.send(server.request("/api/music")
                            .header("Content-Type", "multipart/form-data; boundary=edge")
                            .POST(HttpRequest.BodyPublishers.ofString(form[0]))
                            .build()));
        }
    }

    private static void assertRefused(int status, String detail, HttpResponse<String> answer) {
        assertEquals(status, answer.statusCode(), answer.body());
        assertEquals(detail, WorkServer.json(answer).path("detail").asText());
    }

    @Test
    void aReadingThatTakesLongIsToldWhileItIsMade() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        server.recordings().hold(held);
        HttpRequest request = server.request("/api/music?name=song")
                .header("Accept", "text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString("la"))
                .build();
        HttpResponse<InputStream> answer = server.stream(request);
        assertEquals(
                "text/event-stream; charset=utf-8",
                answer.headers().firstValue("Content-Type").orElseThrow());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            assertEquals("event: progress", lines.readLine());
            assertEquals("data: {\"done\":1,\"total\":2}", lines.readLine());
            assertEquals("", lines.readLine());
            held.countDown();
            assertEquals("event: reading", lines.readLine());
            assertEquals(
                    "song",
                    WorkServer.json(lines.readLine().substring("data: ".length()))
                            .path("input")
                            .asText());
            assertEquals("", lines.readLine());
            assertEquals(null, lines.readLine());
        }
    }

    @Test
    void aKeyThatIsConfinedElsewhereMayNotReadMusic() {
        String admin = server.issue("owner", "admin", "");
        server.use(admin);
        String elsewhere = server.issue("owner", "reader", ",\"scopes\":[\"doors\"]");
        String here = server.issue("owner", "reader", ",\"scopes\":[\"music\"]");
        server.use(elsewhere);
        assertRefused(403, "This key is confined to scopes that do not name 'music'; use another.", read("", "la"));
        server.use(here);
        assertEquals(200, read("", "la").statusCode());
        server.use("");
        assertEquals(401, read("", "la").statusCode());
    }
}
