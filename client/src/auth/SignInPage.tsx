import { useForm, useWatch } from "react-hook-form";
import { Link, useLocation } from "wouter";
import { SignInDocument } from "../../generated/documents.ts";
import type { FirstFactor, SignInInput } from "../../generated/types.ts";
import { useAuthOptions } from "../auth-options/use-auth-options.ts";
import { mainFactor, usableFactors } from "../first-factors/first-factor.ts";
import { FirstFactorButtons } from "../first-factors/FirstFactorButtons.tsx";
import { useFirstFactorMessages } from "../first-factors/messages/use-first-factor-messages.ts";
import { useFirstFactorChoice } from "../first-factors/use-first-factor-choice.ts";
import { IdentifierField, identifierRules } from "../forms/fields/IdentifierField.tsx";
import { Form } from "../forms/Form.tsx";
import { useFormMessages } from "../forms/messages/use-form-messages.ts";
import { PasswordField } from "../forms/password/PasswordField.tsx";
import { useFirstFieldFocus } from "../forms/use-first-field-focus.ts";
import { useSignInMutation, useShowProblems } from "../forms/use-form-mutation.ts";
import { preparePasskeyOffer } from "../passkeys/passkey-offer.ts";
import { useSession, useSessionState } from "../session/session-context.ts";
import { Button } from "../ui/Button.tsx";
import { Notice } from "../ui/feedback/Notice.tsx";
import { keepEmailInUrl, pathWithEmail, useEmailFromUrl } from "./auth-paths.ts";
import { AuthPage } from "./AuthPage.tsx";
import { useAuthMessages } from "./messages/use-auth-messages.ts";
import type { AuthMessages } from "./messages/use-auth-messages.ts";
import { useNavigationNotice } from "./navigation-notice.ts";
import type { NavigationNotice } from "./navigation-notice.ts";
import { setPendingChallenge } from "./pending-challenge.ts";
import { useGoToBarrier } from "./use-go-to-barrier.ts";

interface Fields {
  identifier: string;
  password: string;
}

export function SignInPage() {
  return useNavigationNotice()?.reason === "accountDeleted" ? <AccountDeleted /> : <SignIn />;
}

/** The end of an account: nothing welcomes the person back. */
function AccountDeleted() {
  const { deleted, confirm } = useAuthMessages();
  return (
    <AuthPage
      title={deleted.title}
      lead={deleted.lead}
      elsewhere={
        <>
          <Link href="/">{deleted.toFeed}</Link>
          <Link href="/sign-in">{confirm.signIn}</Link>
        </>
      }
    />
  );
}

/** Asks for the account and its password, with buttons for what the pool and this browser take in place of a password. */
function SignIn() {
  const session = useSession();
  const sessionState = useSessionState();
  const [, navigate] = useLocation();
  const goToBarrier = useGoToBarrier();
  const messages = useAuthMessages().signIn;
  const { actions } = useFirstFactorMessages();
  const formMessages = useFormMessages();
  const options = useAuthOptions();
  const { identifiers, signUpIsOpen, passwordRecovery } = options;
  const factors = usableFactors(options.firstFactors);
  const main = mainFactor(factors);
  const notice = useNavigationNotice();
  const email = useEmailFromUrl();
  const form = useForm<Fields>({ defaultValues: { identifier: email, password: "" } });
  const showProblems = useShowProblems(form);
  const { errors, isSubmitting } = form.formState;
  const typedEmail = useWatch({ control: form.control, name: "identifier" });
  const signIn = useSignInMutation(form, SignInDocument);
  useFirstFieldFocus(form, ["identifier", "password"]);

  async function send(input: SignInInput, firstFactor: FirstFactor): Promise<void> {
    const result = (await signIn({ input }))?.signIn;
    switch (result?.__typename) {
      case undefined:
        return;
      case "SignedIn":
        if (firstFactor === "PASSWORD") await preparePasskeyOffer(options);
        return session.signedIn(result.session);
      case "ChallengeRequired": {
        const { challenge } = result;
        const isChosen = challenge.name !== "SELECT_CHALLENGE";
        setPendingChallenge({ challenge, firstFactor: isChosen ? firstFactor : undefined });
        return navigate(pathWithEmail("/challenge", input.identifier));
      }
      case "Rejected":
        return showProblems(result.problems);
      case "ConfirmationRequired":
      case "PasswordResetRequired":
        return goToBarrier(result, input.identifier);
    }
  }

  // The challenge page then asks for the factor.
  const [starting, choose] = useFirstFactorChoice(isSubmitting, async (preferred) => {
    form.clearErrors();
    if (!(await form.trigger("identifier", { shouldFocus: true }))) return;
    await send({ identifier: form.getValues("identifier"), preferred }, preferred);
  });

  async function submit({ identifier, password }: Fields): Promise<void> {
    if (main === "PASSWORD") return send({ identifier, password }, main);
    return main && send({ identifier, preferred: main }, main);
  }

  const hasEnded = sessionState.status === "guest" && sessionState.ended;
  const text = notice ? noticeText(notice, messages) : hasEnded ? messages.ended : undefined;
  return (
    <AuthPage
      title={messages.title}
      lead={messages.lead}
      elsewhere={signUpIsOpen && <Link href={pathWithEmail("/sign-up", typedEmail)}>{messages.join}</Link>}
    >
      {text !== undefined && <Notice tone="info">{text}</Notice>}
      <Form form={form} onSubmit={submit}>
        <IdentifierField
          kinds={identifiers}
          registration={form.register("identifier", {
            ...identifierRules(identifiers, formMessages),
            ...keepEmailInUrl,
          })}
          error={errors.identifier}
          autoComplete={factors.includes("WEB_AUTHN") ? "username webauthn" : "username"}
        />
        {main === "PASSWORD" && (
          <PasswordField
            aside={
              passwordRecovery.length > 0 && (
                <Link href={pathWithEmail("/recover", typedEmail)}>{messages.recover}</Link>
              )
            }
            error={errors.password?.message}
            registration={form.register("password", { required: formMessages.password.missing })}
          />
        )}
        <Button type="submit" busy={isSubmitting}>
          {main === undefined || main === "PASSWORD" ? messages.action : actions[main]}
        </Button>
      </Form>
      <FirstFactorButtons
        factors={factors.filter((factor) => factor !== main)}
        starting={starting}
        onChoose={choose}
      />
    </AuthPage>
  );
}

/** The message for somebody who was sent here by another page. */
function noticeText({ reason }: NavigationNotice, messages: AuthMessages["signIn"]): string | undefined {
  switch (reason) {
    case "confirmed":
    case "passwordChanged":
    case "challengeExpired":
    case "authenticatorOff":
      return messages[reason];
    default:
      return undefined;
  }
}
