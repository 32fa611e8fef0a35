package dev.errand.authz.console.whatif;

import java.util.Optional;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.json.JsonMapper;

import dev.errand.authz.admin.PageRequest;
import dev.errand.authz.admin.agent.AgentAdministration;
import dev.errand.authz.admin.whatif.WhatIfAnswer;
import dev.errand.authz.admin.whatif.WhatIfExamples;
import dev.errand.authz.admin.whatif.WhatIfs;
import dev.errand.authz.agent.AgentFilter;
import dev.errand.toolscope.InvalidValue;

/**
 * {@code GET /console/what-if}: the form, and the answer below it. What is asked stands in the URL, so that other pages
 * can link to a question: {@code run_id}, or {@code agent} and {@code user}; {@code resource}, {@code scope} and
 * {@code authorization_details} as at the token endpoint. Without {@code scope} the form is shown with what is given, and
 * nothing asked. With {@code example} details are filled in from what is registered of the scopes, or allowed in the run.
 */
@Controller
final class WhatIfPage {

    private final WhatIfs whatIfs;
    private final WhatIfExamples examples;
    private final AgentAdministration agents;
    private final JsonMapper json;

    WhatIfPage(WhatIfs whatIfs, WhatIfExamples examples, AgentAdministration agents, JsonMapper json) {
        this.whatIfs = whatIfs;
        this.examples = examples;
        this.agents = agents;
        this.json = json;
    }

    @GetMapping("/console/what-if")
    String page(@RequestParam MultiValueMap<String, String> query, Model model) {
        WhatIfForm form = WhatIfForm.of(query);
        model.addAttribute("tools", examples.tools());
        model.addAttribute("agents", agents.list(AgentFilter.ALL, PageRequest.first()).items());
        if (query.containsKey("example") && form.asks()) {
            model.addAttribute("form", filled(form));
        } else {
            model.addAttribute("form", form);
            if (form.asks()) {
                answer(form, model);
            }
        }
        return "console/whatif/what-if";
    }

    private WhatIfForm filled(WhatIfForm form) {
        Optional<String> runId = Optional.of(form.runId()).filter(id -> !id.isEmpty());
        WhatIfExamples.Example example = examples.of(runId, form.scope());
        return example.details().isEmpty()
                ? form
                : form.with(example.resource().orElse(form.resource()), WhatIfView.pretty(json, example.details()));
    }

    private void answer(WhatIfForm form, Model model) {
        try {
            switch (whatIfs.ask(form.request())) {
                case WhatIfAnswer.Nobody(String member) -> model.addAttribute("nobody", member);
                case WhatIfAnswer.Judged judged -> model.addAttribute("answer", WhatIfView.of(judged, json));
            }
        } catch (InvalidValue wrong) {
            model.addAttribute("wrong", wrong.member());
        }
    }
}
