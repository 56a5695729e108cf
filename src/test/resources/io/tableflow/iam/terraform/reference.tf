# The environment handed-over-reference of tableflow-iam, which manages the role and its policies. Terraform only reads them.

terraform {
  required_version = ">= 1.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

data "aws_iam_role" "handed-over-reference" {
  name = "handed-over-reference-confluent-role"
}

data "aws_iam_policy" "handed-over-reference_s3" {
  arn = "arn:aws:iam::123456789012:policy/handed-over-reference-confluent-tableflow-s3-permission"
}

data "aws_iam_policy" "handed-over-reference_glue" {
  arn = "arn:aws:iam::123456789012:policy/handed-over-reference-confluent-tableflow-connection"
}

output "handed-over-reference_role_arn" {
  description = "The role that Confluent assumes: customer_role_arn of a provider integration."
  value       = data.aws_iam_role.handed-over-reference.arn
}

output "handed-over-reference_bucket" {
  description = "The bucket that Tableflow writes to."
  value       = "handed-over-reference-confluent-topics-backup"
}
