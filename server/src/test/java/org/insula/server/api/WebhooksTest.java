package org.insula.server.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.insula.server.ServerException;
import org.insula.server.ServerOptions;
import org.insula.server.WorkServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is sent but where whoever started it allowed it. */
class WebhooksTest {
    @TempDir
    Path folder;

    @Test
    void anAddressThatWasNotAllowedIsRefusedAndTheHostShowsIt() throws Exception {
        try (WorkServer server = WorkServer.start(folder)) {
            String body = "{\"address\":\"http://127.0.0.1:" + server.port()
                    + "/health\",\"project\":\"p\",\"label\":\"wink\",\"probability\":0.9}";
            var request = server.request("/api/act/webhook")
                    .POST(java.net.http.HttpRequest.BodyPublishers.ofString(body))
                    .build();
            HttpResponse<String> answer =
                    java.net.http.HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            assertEquals(403, answer.statusCode());
            assertTrue(answer.body().contains("insula up --webhook ADDRESS"), answer.body());
            var host = server.ask("GET", "/api/host", "");
            assertEquals(403, host.at("/refused/0/status").asInt());
            assertEquals("owner", host.at("/you/tenant").asText());
            assertTrue(host.at("/you/isOwner").asBoolean());
            assertEquals(60, host.at("/activity/requests").size());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://a/b", "/relative", "http://user:word@a/b", "http://a/b#c", "file:///etc/passwd"})
    void whatIsNoWholeAddressOfTheWebIsRefusedAtTheStart(String address) {
        List<URI> addresses = List.of(URI.create(address));
        assertThrows(ServerException.class, () -> ServerOptions.defaults().withWebhooks(addresses));
    }
}
