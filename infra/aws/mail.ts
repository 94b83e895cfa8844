import { CfnOutput, type Stack } from "aws-cdk-lib";
import { EventBus } from "aws-cdk-lib/aws-events";
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
} from "aws-cdk-lib/aws-ses";
import type { Config } from "./config.ts";
import { namesOf } from "./names.ts";

/** The domain that mail comes from, proven by DKIM; what was taken, arrived or came back is told to the account's event bus. */
export const mailDomain = (stack: Stack, config: Config): void => {
  const configurationSet = new ConfigurationSet(stack, "MailSettings", {
    configurationSetName: namesOf(config).configurationSet,
    tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
    reputationMetrics: true,
    // The portal keeps its own marks on addresses and lets their owners confirm them: with the account's list beside them a
    // code that was asked for anew would never arrive (`functions/store/returns.ts`).
    disableSuppressionList: true,
  });
  configurationSet.addEventDestination("Returned", {
    destination: EventDestination.eventBus(EventBus.fromEventBusName(stack, "Bus", "default")),
    events: [EmailSendingEvent.SEND, EmailSendingEvent.DELIVERY, EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT],
  });
  const identity = new EmailIdentity(stack, "MailDomain", {
    identity: Identity.domain(config.domain),
    configurationSet,
  });
  for (const [n, { name, value }] of identity.dkimRecords.entries())
    new CfnOutput(stack, `Dkim${n + 1}`, {
      description: "A record for the office's DNS: name CNAME value",
      value: `${name} CNAME ${value}`,
    });
};
