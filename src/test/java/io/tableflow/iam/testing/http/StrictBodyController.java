package io.tableflow.iam.testing.http;

import io.swagger.v3.oas.annotations.Hidden;
import io.tableflow.iam.http.json.StrictBody;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Reads bodies strictly and returns them. */
@Hidden
@RestController
@Profile(HttpTestApplication.PROFILE)
@RequestMapping("/environments/strict")
class StrictBodyController {

    enum Policy {
        DELETE,
        RETAIN
    }

    @StrictBody
    record Spec(
            @NotNull @Pattern(regexp = "[a-z0-9-]{1,39}", message = "must be 1 to 39 of a-z 0-9 -")
            String name,

            @Max(43200) @Nullable Integer maxSessionDurationSeconds,
            @Nullable Boolean adoptExisting,
            @Nullable Policy deletionPolicy,

            @Nullable @Size(min = 1, message = "must not be empty")
            List<@Pattern(regexp = "[a-z]+-[a-z]+-\\d", message = "must be a region") String> regions,

            @Nullable Map<@Size(max = 8) String, @Size(max = 5, message = "must be short") String> tags,
            @Valid @Nullable Conditions trustConditions,
            @Nullable List<@Valid Rule> rules,
            @Nullable Double ratio) {}

    record Conditions(
            @Nullable List<@Pattern(regexp = "[0-9./]+", message = "must be a CIDR") String> sourceIps,
            @Nullable Instant validFrom,
            @Nullable Instant validUntil) {

        Conditions {
            sourceIps = sourceIps == null ? null : List.copyOf(sourceIps);
        }

        @AssertTrue(message = "must be after validFrom")
        boolean isValidUntilLater() {
            return validFrom == null || validUntil == null || validUntil.isAfter(validFrom);
        }
    }

    record Rule(@NotNull String id, int weight) {}

    @StrictBody
    record Account(String id) {

        Account {
            if (!id.matches("\\d{12}")) {
                throw new IllegalArgumentException("must have 12 digits");
            }
        }
    }

    @PostMapping
    Spec spec(@RequestBody Spec spec) {
        return spec;
    }

    @PostMapping("/account")
    Account account(@RequestBody Account account) {
        return account;
    }
}
