package org.insula.language;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class VirtualTokenCounterTest {
    private final VirtualTokenCounter counter = new VirtualTokenCounter();
    private final Tenant ann = new Tenant("ann", 1);
    private final Tenant ben = new Tenant("ben", 1);

    @Test
    void tokensAreChargedAtTheirPriceOverTheWeight() {
        Tenant two = new Tenant("two", 2);
        counter.arrives(ann);
        counter.arrives(two);
        counter.charge(ann, 10, VirtualTokenCounter.INPUT);
        counter.charge(two, 10, VirtualTokenCounter.OUTPUT);
        assertEquals(10, counter.served("ann"));
        assertEquals(10, counter.served("two"));
    }

    @Test
    void whoeverComesBackIsLiftedToThoseWhoWait() {
        counter.arrives(ann);
        counter.charge(ann, 100, 1);
        counter.arrives(ben);
        assertEquals(100, counter.served("ben"));
    }

    @Test
    void whoeverComesToAnEmptyQueueIsLiftedToTheLastWhoLeftIt() {
        counter.arrives(ann);
        counter.charge(ann, 50, 1);
        counter.leaves(ann);
        counter.charge(ann, 50, 1);
        counter.arrives(ben);
        assertEquals(50, counter.served("ben"), "what ann was served since does not count for ben");
        counter.arrives(ann);
        assertEquals(100, counter.served("ann"), "nobody is ever lowered");
    }

    @Test
    void namesThatAreMadeUpForEachRequestAreForgotten() {
        for (int i = 0; i < 100_000; i++) {
            Tenant tenant = new Tenant("made up " + i, 1);
            counter.arrives(tenant);
            counter.charge(tenant, i + 1, 1);
            counter.leaves(tenant);
        }
        assertEquals(0, counter.served("made up 5"));
    }
}
