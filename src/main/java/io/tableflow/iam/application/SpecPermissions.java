package io.tableflow.iam.application;

import io.tableflow.iam.access.EnvironmentVisibility;
import io.tableflow.iam.access.ResourcePermissions;
import io.tableflow.iam.access.SpecRefusals;
import io.tableflow.iam.environment.EnvironmentRepository;
import io.tableflow.iam.environment.SpecLocks;
import io.tableflow.iam.environment.spec.ConfluentSpec;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.http.problem.FieldError;
import io.tableflow.iam.http.problem.ProblemCode;
import io.tableflow.iam.http.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Checks that the caller may name what a spec names. A caller who is limited to some environments could otherwise have one of
 * these read and write another's data. What the environment already has may always be repeated.
 */
@Component
public class SpecPermissions {

    private final EnvironmentRepository environments;
    private final SpecRefusals refusals;
    private final SpecLocks locks;

    SpecPermissions(EnvironmentRepository environments, SpecRefusals refusals, SpecLocks locks) {
        this.environments = environments;
        this.refusals = refusals;
        this.locks = locks;
    }

    /**
     * Checks a spec that was requested.
     *
     * @throws ProblemException 403, naming every field that the caller may not give that value
     */
    public void require(EnvironmentSpec requested) {
        if (errors(requested, null).isEmpty()) {
            return;
        }
        EnvironmentSpec present =
                environments.findByName(requested.name()).map(it -> it.spec()).orElse(null);
        List<FieldError> errors = errors(requested, present);
        if (!errors.isEmpty()) {
            refusals.refuse(errors);
        }
    }

    private static List<FieldError> errors(EnvironmentSpec requested, @Nullable EnvironmentSpec present) {
        ResourcePermissions permissions = ResourcePermissions.ofCaller();
        List<FieldError> errors = new ArrayList<>();
        String bucket = requested.bucket();
        if (!bucket.equals(requested.names().defaultBucket())
                && !(present != null && bucket.equals(present.bucket()))
                && !permissions.allowBucket(bucket)) {
            errors.add(new FieldError(
                    "bucket", "must be " + requested.names().defaultBucket() + ", or one that the token may name"));
        }
        String account = requested.accountId();
        if (account != null
                && !(present != null && Objects.equals(account, present.accountId()))
                && !permissions.allowAccount(account)) {
            errors.add(new FieldError("accountId", "must be left out, or be one that the token may name"));
        }
        for (int i = 0; i < requested.kmsKeyArns().size(); i++) {
            String key = requested.kmsKeyArns().get(i);
            if (!(present != null && present.kmsKeyArns().contains(key)) && !permissions.allowKmsKey(key)) {
                errors.add(new FieldError("kmsKeyArns[" + i + "]", "must be a key that the token may name"));
            }
        }
        ConfluentSpec confluent = requested.confluent();
        if (confluent != null
                && !(present != null && confluent.equals(present.confluent()))
                && !permissions.allowConfluentEnvironment(confluent.environmentId())) {
            errors.add(new FieldError("confluent.environmentId", "must be one that the token may name"));
        }
        return errors;
    }

    /**
     * Checks that no environment which the caller does not see has the bucket. Two that ask for the same bucket at the same moment
     * come one after the other, if this is called in the transaction that stores the spec.
     *
     * @throws ProblemException 409 if one has
     */
    public void requireOwnBucket(EnvironmentSpec requested) {
        EnvironmentVisibility visible = EnvironmentVisibility.ofCaller();
        if (visible.isUnlimited()) {
            return;
        }
        locks.acquireBucket(requested.bucket());
        List<String> owners = environments.namesByBucket(requested.bucket());
        if (!owners.contains(requested.name()) && !owners.stream().allMatch(visible::include)) {
            throw new ProblemException(
                    ProblemCode.BUCKET_IN_USE,
                    "Another environment, which the token does not see, has the bucket. Name another bucket, or have"
                            + " somebody create the environment who sees both.",
                    List.of(new FieldError("bucket", "is another environment's")));
        }
    }
}
