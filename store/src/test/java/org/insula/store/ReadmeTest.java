package org.insula.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmeTest {
    @TempDir
    Path folder;

    @Test
    void theExampleInTheReadmeIsTrue() throws Exception {
        Path ring = Files.writeString(folder.resolve("ring.wav"), "ding dong");
        StoreSettings settings = StoreSettings.in(folder.resolve("data"));
        try (Store store = Store.open(settings, InstantSource.system())) {
            Actor actor = Actor.local(Tenants.OWNER);
            Project project = store.projects().create(actor, NewProject.of("doorbell", "sound"));
            try (InputStream sound = Files.newInputStream(ring)) {
                store.examples().add(actor, project.id(), NewExample.of("ring", "ring.wav"), sound);
            }
            assertEquals(
                    List.of(new LabelCount("ring", 1)),
                    store.examples()
                            .labels("owner", project.id(), PageRequest.first(100))
                            .items());
        }
    }
}
