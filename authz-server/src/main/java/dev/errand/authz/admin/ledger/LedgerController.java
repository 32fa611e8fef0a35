package dev.errand.authz.admin.ledger;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.errand.authz.admin.AdminRoutes;
import dev.errand.authz.admin.JsonAnswer;
import dev.errand.authz.admin.Page;
import dev.errand.authz.admin.PageRequest;
import dev.errand.authz.admin.Problem;
import dev.errand.authz.ledger.CallQuery;
import dev.errand.authz.ledger.Ledger;
import dev.errand.authz.ledger.search.Field;
import dev.errand.authz.ledger.search.LedgerList;
import dev.errand.toolscope.json.Parsed;

/** {@code GET /admin/api/v1/ledger/…}: what happened, and under what authority? */
@RestController
final class LedgerController {

    static final String PATH = AdminRoutes.BASE + "/v1/ledger";

    private static final Set<String> PAGING = Set.of("limit", "after", "order");
    private static final Set<String> WHOLE = Set.of(Field.RUN_ID.word(), Field.CREDENTIAL_ID.word());

    private final LedgerReading reading;
    private final Ledger ledger;
    private final LedgerJson json;

    LedgerController(LedgerReading reading, Ledger ledger, LedgerJson json) {
        this.reading = reading;
        this.ledger = ledger;
        this.json = json;
    }

    /**
     * The join. Who asks for a run or a credential and nothing else is answered all that it did besides: {@code calls} and
     * {@code unreported}, at most 1000 rows each.
     */
    @GetMapping(PATH + "/calls")
    ResponseEntity<Object> calls(HttpServletRequest request) {
        Map<String, String[]> parameters = request.getParameterMap();
        return switch (page(LedgerList.CALLS, parameters)) {
            case Parsed.Malformed<Page<LedgerRow>>(String member, String problem) ->
                Problem.badParameter(member, problem).answer();
            case Parsed.Value<Page<LedgerRow>>(Page<LedgerRow> page) -> {
                Map<String, @Nullable Object> body = page.json(LedgerRow::members);
                if (!parameters.isEmpty() && WHOLE.containsAll(parameters.keySet())) {
                    body.putAll(json.write(ledger.calls(new CallQuery(request.getParameter(Field.RUN_ID.word()),
                            request.getParameter(Field.CREDENTIAL_ID.word())))));
                }
                yield JsonAnswer.ok(body);
            }
        };
    }

    @GetMapping(PATH + "/issuances")
    ResponseEntity<Object> issuances(HttpServletRequest request) {
        return answer(LedgerList.ISSUANCES, request);
    }

    @GetMapping(PATH + "/refusals")
    ResponseEntity<Object> refusals(HttpServletRequest request) {
        return answer(LedgerList.REFUSALS, request);
    }

    @GetMapping(PATH + "/events")
    ResponseEntity<Object> events(HttpServletRequest request) {
        return answer(LedgerList.EVENTS, request);
    }

    @GetMapping(PATH + "/unreported")
    ResponseEntity<Object> unreported(HttpServletRequest request) {
        return answer(LedgerList.UNREPORTED, request);
    }

    private ResponseEntity<Object> answer(LedgerList list, HttpServletRequest request) {
        return JsonAnswer.list(page(list, request.getParameterMap()), LedgerRow::members);
    }

    private Parsed<Page<LedgerRow>> page(LedgerList list, Map<String, String[]> parameters) {
        return LedgerParameters.read(list, parameters, PAGING)
                .then(query -> PageRequest
                        .read(first(parameters, "limit"), first(parameters, "after"), LedgerReading.CURSOR_PARTS)
                        .then(wanted -> ordered(query, wanted, first(parameters, "order"))));
    }

    private Parsed<Page<LedgerRow>> ordered(LedgerQuery query, PageRequest wanted, @Nullable String order) {
        return switch (order) {
            case null -> reading.newest(query, wanted);
            case "desc" -> reading.newest(query, wanted);
            case "asc" -> reading.oldest(query, wanted);
            default -> new Parsed.Malformed<>("order", "is neither desc nor asc");
        };
    }

    private static @Nullable String first(Map<String, String[]> parameters, String name) {
        return Arrays.stream(parameters.getOrDefault(name, new String[0])).findFirst().orElse(null);
    }
}
