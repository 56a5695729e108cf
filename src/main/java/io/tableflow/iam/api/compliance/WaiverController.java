package io.tableflow.iam.api.compliance;

import io.tableflow.iam.compliance.Waiver;
import io.tableflow.iam.compliance.WaiverException;
import io.tableflow.iam.compliance.Waivers;
import io.tableflow.iam.http.problem.ProblemCode;
import io.tableflow.iam.http.problem.ProblemException;
import io.tableflow.iam.http.request.Caller;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Waives rules, and withdraws waivers. */
@RestController
@RequestMapping("/environments/{name}/compliance/{rule}/waiver")
class WaiverController implements WaiverApi {

    private final Waivers waivers;

    WaiverController(Waivers waivers) {
        this.waivers = waivers;
    }

    @Override
    @PutMapping
    public WaiverView waive(@PathVariable String name, @PathVariable String rule, @RequestBody WaiverRequest request) {
        try {
            Waiver waiver = waivers.request(
                    name, rule, request.toTerms(), Caller.current().name());
            return WaiverView.of(waiver, waivers.state(waiver));
        } catch (WaiverException refused) {
            throw problem(refused);
        }
    }

    @Override
    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    public void withdraw(@PathVariable String name, @PathVariable String rule) {
        try {
            waivers.withdraw(name, rule, Caller.current().name());
        } catch (WaiverException refused) {
            throw problem(refused);
        }
    }

    private static ProblemException problem(WaiverException refused) {
        return switch (refused.reason()) {
            case NO_RULE -> new ProblemException(ProblemCode.NOT_FOUND, refused.detail());
            case NOT_WAIVABLE -> new ProblemException(ProblemCode.RULE_NOT_WAIVABLE, refused.detail());
            case END -> ProblemException.invalid("until", refused.detail());
        };
    }
}
