package io.tableflow.iam.terraform;

/** Who manages the resources once the configuration is applied. */
public enum TerraformMode {
    /** Terraform: the configuration imports the resources, and a plan of it changes nothing else. */
    IMPORT,
    /** This service, as before: the configuration only reads the resources. */
    REFERENCE
}
