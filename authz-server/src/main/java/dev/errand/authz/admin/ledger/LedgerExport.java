package dev.errand.authz.admin.ledger;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.QuoteMode;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

import dev.errand.authz.ledger.search.LedgerList;

/** Writes rows into a file, each when it comes: no more than one is held. */
@Component
final class LedgerExport {

    /** RFC 4180, every value quoted, so that nothing (absent) and an empty text are told apart. */
    static final CSVFormat CSV = CSVFormat.RFC4180.builder().setQuoteMode(QuoteMode.ALL_NON_NULL).setNullString("").get();

    /** What makes a spreadsheet take a cell for a formula (OWASP, CSV injection). */
    private static final String FORMULA = "=+-@\t\r";

    private final JsonMapper json;

    LedgerExport(JsonMapper json) {
        this.json = json;
    }

    /** What kind of file. */
    enum Format {
        /** A line of names, then a line for each row; members within members have the path as their name. */
        CSV("text/csv;charset=utf-8;header=present"),
        /** One array, an element a line. */
        JSON("application/json");

        private final String mediaType;

        Format(String mediaType) {
            this.mediaType = mediaType;
        }

        String mediaType() {
            return mediaType;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Format> of(String word) {
            return Arrays.stream(values()).filter(format -> format.word().equals(word)).findFirst();
        }
    }

    /** Calls back for every row, in order. */
    interface Rows {

        void each(Consumer<LedgerRow> row);
    }

    void write(Format format, LedgerList list, Rows rows, OutputStream out) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        try {
            switch (format) {
                case CSV -> csv(list, rows, writer);
                case JSON -> json(rows, writer);
            }
        } catch (UncheckedIOException ex) {
            throw ex.getCause();
        }
        writer.flush();
    }

    // Neither writer is closed: closing would make an answer that ends in the middle look complete.
    private void csv(LedgerList list, Rows rows, Writer writer) throws IOException {
        List<String> columns = LedgerColumns.of(list);
        CSV.printRecord(writer, columns.toArray());
        rows.each(row -> {
            try {
                CSV.printRecord(writer, columns.stream().map(column -> cell(row.at(column))).toArray());
            } catch (IOException ex) {
                throw new UncheckedIOException(ex);
            }
        });
    }

    private @Nullable String cell(@Nullable Object value) {
        String text = switch (value) {
            case null -> null;
            case Map<?, ?> object -> json.writeValueAsString(object);
            case List<?> array -> json.writeValueAsString(array);
            default -> value.toString();
        };
        return text != null && !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private void json(Rows rows, Writer writer) throws IOException {
        writer.write("[");
        rows.each(new Consumer<>() {

            private String separator = "\n";

            @Override
            public void accept(LedgerRow row) {
                try {
                    writer.write(separator);
                    writer.write(json.writeValueAsString(row.members()));
                    separator = ",\n";
                } catch (IOException ex) {
                    throw new UncheckedIOException(ex);
                }
            }
        });
        writer.write("\n]\n");
    }
}
