package dev.errand.authz.admin.ledger;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.errand.authz.admin.Problem;
import dev.errand.authz.ledger.search.LedgerList;
import dev.errand.toolscope.json.Parsed;

/**
 * {@code GET /admin/api/v1/ledger/export}: one of the ledger's lists as a file. Rows are written as they are read. If
 * the database goes away in the middle, the connection is cut before the answer's end, and JSON ends in the middle of its
 * array besides.
 */
@RestController
final class ExportController {

    private static final Set<String> OWN = Set.of("of", "format");

    private final LedgerReading reading;
    private final LedgerExport export;

    ExportController(LedgerReading reading, LedgerExport export) {
        this.reading = reading;
        this.export = export;
    }

    @GetMapping(LedgerController.PATH + "/export")
    @Nullable
    ResponseEntity<Object> export(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Map<String, String[]> parameters = request.getParameterMap();
        Optional<LedgerList> list = Optional.ofNullable(request.getParameter("of")).flatMap(LedgerList::of);
        Optional<LedgerExport.Format> format = Optional.ofNullable(request.getParameter("format"))
                .flatMap(LedgerExport.Format::of);
        if (list.isEmpty()) {
            return Problem.badParameter("of", "is none of calls, issuances, refusals, events and unreported").answer();
        }
        if (format.isEmpty()) {
            return Problem.badParameter("format", "is neither csv nor json").answer();
        }
        return switch (LedgerParameters.read(list.get(), parameters, OWN)) {
            case Parsed.Malformed<LedgerQuery>(String member, String problem) ->
                Problem.badParameter(member, problem).answer();
            case Parsed.Value<LedgerQuery>(LedgerQuery query) -> {
                write(query, format.get(), response);
                yield null;
            }
        };
    }

    private void write(LedgerQuery query, LedgerExport.Format format, HttpServletResponse response) throws IOException {
        response.setContentType(format.mediaType());
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Content-Disposition",
                "attachment; filename=\"ledger-" + query.list().word() + "." + format.word() + "\"");
        export.write(format, query.list(), row -> reading.each(query, row), response.getOutputStream());
    }
}
