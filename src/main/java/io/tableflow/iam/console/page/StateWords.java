package io.tableflow.iam.console.page;

import io.tableflow.iam.environment.EnvironmentState;

/**
 * How a state is shown, beside its name: nobody has to know the states by heart at three in the morning.
 *
 * @param tone {@code bad}, {@code warn}, {@code busy}, {@code wait} or {@code ok}; colour, icon and favicon follow from it
 * @param sentence what it means
 */
public record StateWords(String tone, String sentence) {

    public static StateWords of(EnvironmentState state) {
        return switch (state) {
            case PROVISIONING ->
                new StateWords("busy", "Role and policies are being created. Nobody can assume the role.");
            case AWAITING_INTEGRATION ->
                new StateWords(
                        "wait",
                        "Role and policies exist. The role denies everyone until Confluent's integration is known.");
            case UPDATING_TRUST ->
                new StateWords("busy", "The trust is being changed to what the integration asks for.");
            case ACTIVE -> new StateWords("ok", "Confluent's principal, and nobody else, can assume the role.");
            case UPDATING -> new StateWords("busy", "Live IAM is being changed to what the spec asks for.");
            case FAILED ->
                new StateWords("bad", "A workflow failed and waits for you. A retry continues where it stopped.");
            case DELETING -> new StateWords("busy", "It is being torn down.");
        };
    }
}
