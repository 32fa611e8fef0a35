package dev.errand.authz.console.ledger;

import java.util.Map;

import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/** {@code /console/ledger}: everything that happened, to be searched and watched. */
@Controller
final class LedgerPageController {

    private final LedgerPages pages;

    LedgerPageController(LedgerPages pages) {
        this.pages = pages;
    }

    /** The whole page; for a script that watches, the rows that are new. */
    @GetMapping("/console/ledger")
    String ledger(@RequestParam Map<String, String> query,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String script, Model model,
            HttpServletResponse response) {
        LedgerAddress address = LedgerAddress.of(query);
        LedgerView view = pages.view(address);
        response.setStatus(view.mistaken() ? HttpServletResponse.SC_BAD_REQUEST : HttpServletResponse.SC_OK);
        model.addAttribute("view", view);
        return script != null && address.newer() != null ? "console/ledger/list :: newer" : "console/ledger/list";
    }
}
