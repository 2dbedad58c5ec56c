package org.insula.store;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A process that uploads, deletes, teaches and publishes on several threads until it is killed, and says what the store
 * has acknowledged: {@code example ID CONTENT}, {@code delete ID} before and {@code deleted ID} after, {@code version
 * PROJECT NUMBER CONTENT}, {@code published PROJECT NUMBER}, {@code alias NAME REVISION}, {@code usage MODEL}.
 */
final class Labourer {
    /** What it says on its error stream as soon as it works. */
    static final int BEGUN = '!';

    private static final int THREADS = 3;
    private final Store store;
    private final Actor actor = Actor.local(Tenants.OWNER);

    private Labourer(Store store) {
        this.store = store;
    }

    /** Arguments: data directory, seed, and the address of a PostgreSQL database or nothing. */
    public static void main(String[] arguments) throws InterruptedException {
        StoreSettings settings = StoreSettings.in(Path.of(arguments[0]));
        if (arguments.length > 2) {
            settings = settings.withDatabase(arguments[2]);
        }
        Labourer labourer = new Labourer(Store.open(settings, InstantSource.system()));
        System.err.write(BEGUN);
        System.err.flush();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Random random = new Random(Long.parseLong(arguments[1]) * THREADS + i);
            String name = "t" + i;
            threads.add(Thread.ofPlatform().start(() -> labourer.work(name, random)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void work(String name, Random random) {
        Project project = store.projects()
                .named(actor.tenant(), name)
                .orElseGet(() -> store.projects().create(actor, NewProject.of(name, "text")));
        List<String> examples = new ArrayList<>();
        while (true) {
            switch (random.nextInt(8)) {
                case 0 -> teach(project, random);
                case 1 -> delete(examples, random);
                case 2 -> {
                    store.usage()
                            .add(List.of(
                                    new Usage("owner", name, store.context().now(), 1, 0, 1, 1, 1)));
                    ChildProcess.say("usage " + name);
                }
                default -> upload(project, examples, random);
            }
        }
    }

    private void upload(Project project, List<String> examples, Random random) {
        String content = "content-" + random.nextInt(200) + "x".repeat(random.nextInt(5000));
        String label = "label" + random.nextInt(3);
        Example added = store.examples()
                .add(actor, project.id(), NewExample.of(label, "name"), stream(content))
                .example();
        examples.add(added.id());
        ChildProcess.say("example " + added.id() + " " + content);
    }

    private void delete(List<String> examples, Random random) {
        if (!examples.isEmpty()) {
            String id = examples.remove(random.nextInt(examples.size()));
            examples.removeIf(id::equals);
            ChildProcess.say("delete " + id);
            store.examples().delete(actor, id);
            ChildProcess.say("deleted " + id);
        }
    }

    private void teach(Project project, Random random) {
        Job job = store.jobs().create(actor, project.id());
        store.jobs().start("owner", job.id());
        store.jobs().progress("owner", job.id(), random.nextDouble());
        String model = "model-" + random.nextLong();
        Version version = store.versions().add(actor, project.id(), new NewVersion("{}", "e/1"), stream(model));
        ChildProcess.say("version " + project.id() + " " + version.number() + " " + model);
        store.jobs().finish("owner", job.id());
        store.versions().publish(actor, project.id(), version.number());
        ChildProcess.say("published " + project.id() + " " + version.number());
        long revision = store.aliases()
                .find("owner", project.name())
                .map(Alias::revision)
                .orElse(0L);
        Alias alias = store.aliases().move(actor, project.name(), revision, Split.all(project.id(), version.number()));
        ChildProcess.say("alias " + alias.name() + " " + alias.revision());
    }

    private static ByteArrayInputStream stream(String content) {
        return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
    }
}
