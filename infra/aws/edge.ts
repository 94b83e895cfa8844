import { type App, Stack } from "aws-cdk-lib";
import { Certificate, CertificateValidation } from "aws-cdk-lib/aws-certificatemanager";
import type { Config } from "./config.ts";
import { firewall } from "./firewall.ts";

/** What CloudFront takes from North Virginia alone: the certificate and the firewall. No personal data is kept here. */
export const edgeStack = (app: App, config: Config) => {
  const { account, domain } = config;
  const stack = new Stack(app, "grants-edge", {
    env: { account, region: "us-east-1" },
    crossRegionReferences: true,
    description: "What stands in front of the grants portal: certificate and firewall",
  });
  // Waits until the record that the deployment prints stands in the office's DNS.
  const certificate = new Certificate(stack, "Certificate", {
    domainName: domain,
    validation: CertificateValidation.fromDns(),
  });
  return { stack, certificate, webAclArn: firewall(stack).attrArn };
};
export type Edge = ReturnType<typeof edgeStack>;
