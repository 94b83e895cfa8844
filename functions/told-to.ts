import type { Template } from "../shared/rules/messages.ts";
import type { Deps } from "./deps.ts";
import type { Addressee } from "./store/addressees.ts";
import { addressRecipient } from "./store/messages.ts";

export type Store = Deps["store"];
export type Facts = Record<string, string>;

/** Somebody who is told, with the facts for them. */
export type To = {
  recipient: string;
  to: string;
  personId?: string;
  facts: Facts;
  applicationId?: string | undefined;
  /** Where they are told in other words than the rest. */
  template?: Template;
  /** Told once, however often the event happens: what stands for the event, and its instant in milliseconds. */
  once?: { of: string; at: number };
};

export const toPerson = (person: Addressee, facts: Facts, applicationId?: string): To => ({
  recipient: person.id,
  to: person.email,
  personId: person.id,
  facts,
  applicationId,
});

/** A contact whom a group named and who is no member: they read, at most, what the e-mail says. */
export const toContact = (address: string, facts: Facts, applicationId?: string): To => ({
  recipient: addressRecipient(address),
  to: address,
  facts: { ...facts, named: "contact" },
  applicationId,
});
