import { AnswerLinks } from '../../../src/modules/appointments';
import { PrivateLinks } from '../../../src/modules/registrations';
import { KeyedHash } from '../../../src/platform/crypto';

const OFFER = '7d1f9c1e-5a52-4d0e-8a53-1f6f2c6d0001';
const OTHER = '7d1f9c1e-5a52-4d0e-8a53-1f6f2c6d0002';
const links = new AnswerLinks(new KeyedHash(Buffer.alloc(32, 1)));

describe('an answer link', () => {
  it('leads to its offer', () => {
    expect(links.findOffer(links.tokenOf(OFFER))).toBe(OFFER);
    expect(links.tokenOf(OFFER)).toBe(links.tokenOf(OFFER));
  });

  it('is nothing that anybody without the key, or with a link of another kind, could make', () => {
    const token = links.tokenOf(OFFER);
    const mac = token.slice(37);
    const foreign = new AnswerLinks(new KeyedHash(Buffer.alloc(32, 2)));
    const privateLinks = new PrivateLinks(new KeyedHash(Buffer.alloc(32, 1)));
    for (const wrong of [
      `${OTHER}.${mac}`,
      token.toUpperCase(),
      `${token}x`,
      token.slice(0, -1),
      ` ${token}`,
      OFFER,
      '',
      foreign.tokenOf(OFFER),
      privateLinks.linkOf(OFFER),
      privateLinks.confirmationTokenOf(OFFER),
    ])
      expect(links.findOffer(wrong)).toBeNull();
  });
});
