package dev.errand.authz.admin.whatif;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.errand.authz.admin.AdminRoutes;
import dev.errand.authz.admin.JsonAnswer;
import dev.errand.authz.admin.JsonBody;
import dev.errand.authz.admin.Problem;

/** {@code POST /admin/api/v1/what-if}: what the token endpoint would answer. It asks, and changes nothing. */
@RestController
final class WhatIfController {

    private final WhatIfs whatIfs;

    WhatIfController(WhatIfs whatIfs) {
        this.whatIfs = whatIfs;
    }

    @PostMapping(AdminRoutes.BASE + "/v1/what-if")
    ResponseEntity<Object> ask(HttpServletRequest request) throws IOException {
        return switch (JsonBody.read(request, JsonBody.MAX_BYTES, WhatIfRequest::read)) {
            case JsonBody.Of<WhatIfRequest>(WhatIfRequest asked) -> answer(whatIfs.ask(asked));
            case JsonBody.Unacceptable<WhatIfRequest>(Problem problem) -> problem.answer();
        };
    }

    private static ResponseEntity<Object> answer(WhatIfAnswer answer) {
        return switch (answer) {
            case WhatIfAnswer.Nobody(String member) -> Problem.body(member, "names nobody that is registered").answer();
            case WhatIfAnswer.Judged judged -> JsonAnswer.ok(WhatIfJson.write(judged));
        };
    }
}
