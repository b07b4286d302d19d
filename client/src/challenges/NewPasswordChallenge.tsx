import { useForm } from "react-hook-form";
import { AttributeField, attributeRules } from "../forms/fields/AttributeField.tsx";
import { toAttributes, toAttributeValues } from "../forms/fields/attribute-values.ts";
import { HandleField, handleRules, NameField, nameRules } from "../forms/fields/profile-fields.tsx";
import { Form } from "../forms/Form.tsx";
import { useFormMessages } from "../forms/messages/use-form-messages.ts";
import { HiddenUsername } from "../forms/password/HiddenUsername.tsx";
import { NewPasswordField } from "../forms/password/NewPasswordField.tsx";
import { useFirstFieldFocus } from "../forms/use-first-field-focus.ts";
import { Button } from "../ui/Button.tsx";
import { useChallengeMessages } from "./messages/use-challenge-messages.ts";
import { useRespondToChallenge } from "./use-respond-to-challenge.ts";
import type { ChallengeFormProps } from "./use-respond-to-challenge.ts";

/** Of these the form has fields of their own. */
const ownFields = new Set(["name", "handle"]);

/** NEW_PASSWORD_REQUIRED: asks for a password in place of the temporary one, and for missing attributes. */
export function NewPasswordChallenge(props: ChallengeFormProps) {
  const messages = useChallengeMessages();
  const formMessages = useFormMessages();
  const otherAttributes = props.challenge.requiredAttributes.filter((name) => !ownFields.has(name));
  const form = useForm({
    defaultValues: { newPassword: "", name: "", handle: "", attributes: toAttributeValues(otherAttributes) },
  });
  const { errors, isSubmitting } = form.formState;
  const respond = useRespondToChallenge(form, props);
  const requires = (attribute: string) => props.challenge.requiredAttributes.includes(attribute);
  useFirstFieldFocus(form, ["newPassword"]);
  return (
    <Form
      form={form}
      onSubmit={({ newPassword, name, handle, attributes }) =>
        respond({
          newPassword,
          name: requires("name") ? name : undefined,
          handle: requires("handle") ? handle : undefined,
          attributes: otherAttributes.length > 0 ? toAttributes(attributes) : undefined,
        })
      }
    >
      <HiddenUsername email={props.email} />
      <NewPasswordField form={form} name="newPassword" />
      {requires("name") && (
        <NameField registration={form.register("name", nameRules(formMessages))} error={errors.name} />
      )}
      {requires("handle") && (
        <HandleField
          registration={form.register("handle", handleRules(formMessages))}
          error={errors.handle}
        />
      )}
      {otherAttributes.map((name, index) => (
        <AttributeField
          key={name}
          name={name}
          type="STRING"
          registration={form.register(`attributes.${index}.value`, attributeRules(name, formMessages))}
          error={errors.attributes?.[index]?.value}
        />
      ))}
      <Button type="submit" busy={isSubmitting}>
        {messages.savePassword}
      </Button>
    </Form>
  );
}
