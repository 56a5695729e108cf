package io.tableflow.iam.api.accessreview;

import io.tableflow.iam.accessreview.AccessReview;
import io.tableflow.iam.accessreview.AccessReviews;
import io.tableflow.iam.accessreview.RoleUseSummary;
import io.tableflow.iam.accessreview.RoleUses;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentCommands;
import io.tableflow.iam.http.problem.ProblemException;
import io.tableflow.iam.http.request.Caller;
import java.net.URI;
import java.time.Clock;
import java.util.Objects;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The use of an environment's role, and its reviews. */
@RestController
class AccessReviewController implements AccessReviewApi {

    private static final int MOST_REVIEWS = 100;

    private final EnvironmentCommands commands;
    private final RoleUses uses;
    private final AccessReviews reviews;
    private final Clock clock;

    AccessReviewController(EnvironmentCommands commands, RoleUses uses, AccessReviews reviews, Clock clock) {
        this.commands = commands;
        this.uses = uses;
        this.reviews = reviews;
        this.clock = clock;
    }

    @Override
    @GetMapping("/environments/{name}/access")
    public AccessView access(@PathVariable String name) {
        Environment environment = commands.get(name);
        RoleUseSummary use = uses.of(environment);
        AccessReview latest =
                reviews.latest(environment, 1).stream().findFirst().orElse(null);
        return new AccessView(
                AccessView.LastUsed.of(use.lastUse()),
                AccessView.Report.of(use),
                AccessView.Calls.of(use),
                new AccessView.Review(
                        latest == null ? null : ReviewView.of(latest),
                        latest == null ? null : latest.nextDue(),
                        latest == null || latest.nextDue().isBefore(clock.instant())));
    }

    @Override
    @PostMapping("/environments/{name}/reviews")
    public ResponseEntity<ReviewView> review(@PathVariable String name, @RequestBody ReviewRequest request) {
        Environment environment = commands.get(name);
        AccessReview review;
        try {
            review = reviews.review(
                    environment, Caller.current().name(), Objects.requireNonNull(request.note()), request.nextDue());
        } catch (IllegalArgumentException outside) {
            throw ProblemException.invalid("nextDue", String.valueOf(outside.getMessage()));
        }
        return ResponseEntity.created(URI.create("/environments/" + name + "/reviews"))
                .body(ReviewView.of(review));
    }

    @Override
    @GetMapping("/environments/{name}/reviews")
    public ReviewListView reviews(@PathVariable String name) {
        return new ReviewListView(reviews.latest(commands.get(name), MOST_REVIEWS).stream()
                .map(ReviewView::of)
                .toList());
    }
}
