package dev.errand.toolscope.autoconfigure;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** The warnings of a start-up about what is not checked. */
final class AliveWarnings extends Handler {

    private final List<String> messages = new CopyOnWriteArrayList<>();

    private AliveWarnings() {}

    static List<String> during(Runnable startUp) {
        Logger logger = Logger.getLogger(ToolAliveConfiguration.class.getName());
        AliveWarnings warnings = new AliveWarnings();
        logger.addHandler(warnings);
        try {
            startUp.run();
        } finally {
            logger.removeHandler(warnings);
        }
        return List.copyOf(warnings.messages);
    }

    @Override
    public void publish(LogRecord entry) {
        if (entry.getLevel().equals(Level.WARNING)) {
            messages.add(entry.getMessage());
        }
    }

    @Override
    public void flush() {
        // Nothing is kept back.
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
