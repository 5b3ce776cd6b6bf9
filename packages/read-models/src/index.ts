import { appUser } from './app-user.ts';
import { campaign } from './campaign.ts';
import { campaignEffect } from './campaign-effect.ts';
import { campaignMember } from './campaign-member.ts';
import { campaignTouch } from './campaign-touch.ts';
import { customer } from './customer.ts';
import { customerChange } from './customer-change.ts';
import { customerCount } from './customer-count.ts';
import { customerRevision } from './customer-revision.ts';
import { customerSearch } from './customer-search.ts';
import { interaction } from './interaction.ts';
import type { ReadModel } from './read-model.ts';

export { addressWord, wordsIn } from './customer-search.ts';
export { erasedBy, type Personal } from './erasure.ts';
export * from './read-model.ts';
export {
  appUser,
  campaign,
  campaignEffect,
  campaignMember,
  campaignTouch,
  customer,
  customerChange,
  customerCount,
  customerRevision,
  customerSearch,
  interaction,
};

/** Every read model of the product. */
export const readModels: readonly ReadModel[] = [
  customer,
  customerRevision,
  customerSearch,
  customerCount,
  customerChange,
  interaction,
  campaign,
  campaignMember,
  campaignEffect,
  campaignTouch,
  appUser,
];

/** The folder of the models' SQL templates. */
export const templates = new URL('./', import.meta.url);
