package dev.errand.sample.agent.crash;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/** What an agent under load does next, and how often out of thirty times; it opens a run whenever it lacks one. */
enum Deed {

    READ(14), REFUND(5), REFRESH(4), LOOK(1), COMPLETE(2), LOG_OUT(1), PARK_REQUEST(1), PARK_CODE(2), OPEN(0);

    private final int share;

    Deed(int share) {
        this.share = share;
    }

    /** All thirty in random order: dealt like cards, so that even a short load does each. */
    static List<Deed> shuffled(RandomGenerator random) {
        List<Deed> deck = new ArrayList<>();
        for (Deed deed : values()) {
            deck.addAll(Collections.nCopies(deed.share, deed));
        }
        Collections.shuffle(deck, java.util.Random.from(random));
        return deck;
    }

}
