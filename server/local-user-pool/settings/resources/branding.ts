import { ClientId, UserPoolId } from "../../protocol/request-members.ts";
import { anyStructure, blob, boolean, list, map, oneOf, string, structure } from "../../protocol/shape.ts";
import type { ValueOf } from "../../protocol/shape.ts";

const uuid = string({
  pattern: "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-4[0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}",
});

export const ManagedLoginBrandingId = uuid;
export const TermsId = uuid;

const brandingMembers = {
  UseCognitoProvidedValues: boolean,
  Settings: anyStructure,
  Assets: list(
    structure(
      {
        Category: oneOf(
          "FAVICON_ICO",
          "FAVICON_SVG",
          "EMAIL_GRAPHIC",
          "SMS_GRAPHIC",
          "AUTH_APP_GRAPHIC",
          "PASSWORD_GRAPHIC",
          "PASSKEY_GRAPHIC",
          "PAGE_HEADER_LOGO",
          "PAGE_HEADER_BACKGROUND",
          "PAGE_FOOTER_LOGO",
          "PAGE_FOOTER_BACKGROUND",
          "PAGE_BACKGROUND",
          "FORM_BACKGROUND",
          "FORM_LOGO",
          "IDP_BUTTON_ICON",
        ),
        ColorMode: oneOf("LIGHT", "DARK", "DYNAMIC"),
        Extension: oneOf("ICO", "JPEG", "PNG", "SVG", "WEBP"),
      },
      { Bytes: blob({ max: 1_000_000 }), ResourceId: string({ min: 1, max: 40, pattern: "[\\w\\- ]+" }) },
    ),
    { max: 40 },
  ),
};

export const createBrandingShape = structure({ UserPoolId, ClientId }, brandingMembers);
export const updateBrandingShape = structure({ UserPoolId, ManagedLoginBrandingId }, brandingMembers);

const brandingValue = structure({ UseCognitoProvidedValues: boolean }, brandingMembers);

/** The style of an app client's pages, whose id is its key. */
export type ManagedLoginBranding = ValueOf<typeof brandingValue>;

export const uiCustomizationShape = structure(
  { UserPoolId },
  { ClientId, CSS: string({ max: 131_072 }), ImageFile: blob({ max: 131_072 }) },
);

/** The style of the classic hosted pages, by app client or for all. `image` is base64. */
export type UiCustomization = { css?: string; image?: string; version: string };

export const TermsName = string({ pattern: "terms-of-use|privacy-policy" });

const termsMembers = {
  TermsName,
  TermsSource: oneOf("LINK"),
  Enforcement: oneOf("NONE"),
};

const Links = map(
  string({ min: 1, max: 1024, pattern: "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+" }),
  string({
    pattern:
      "cognito:(default|dutch|english|french|spanish|german|bahasa-indonesia|italian|japanese|korean|" +
      "portuguese-brazil|chinese-(simplified|traditional))",
  }),
);

export const createTermsShape = structure({ UserPoolId, ClientId, ...termsMembers }, { Links });
export const updateTermsShape = structure({ UserPoolId, TermsId }, { ...termsMembers, Links });

const termsValue = structure({ ...termsMembers, Links });

/** The terms of use or the privacy policy of an app client, whose id is its key. */
export type Terms = ValueOf<typeof termsValue>;
