// The functions that tests name as triggers of pools, by ARN.

const confirmAndVerify = (event) => {
  const { email, phone_number: phone } = event.request.userAttributes;
  const response = {
    autoConfirmUser: true,
    autoVerifyEmail: email !== undefined,
    autoVerifyPhone: phone !== undefined,
  };
  return { ...event, response };
};

/** Asks until the answer is right, up to three times. */
const defineChallenge = (event) => {
  const { session } = event.request;
  const issueTokens = session.at(-1)?.challengeResult === true;
  const failAuthentication = session.length >= 3 && !issueTokens;
  return { ...event, response: { challengeName: "CUSTOM_CHALLENGE", issueTokens, failAuthentication } };
};

const createChallenge = (event) => ({
  ...event,
  response: {
    publicChallengeParameters: { question: "How do Klingons greet?" },
    privateChallengeParameters: { answer: "qapla" },
  },
});

const verifyChallenge = (event) => {
  const { challengeAnswer, privateChallengeParameters } = event.request;
  return { ...event, response: { answerCorrect: challengeAnswer === privateChallengeParameters.answer } };
};

const arn = (name) => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;

export default {
  [arn("auto-confirm-and-verify")]: confirmAndVerify,
  [arn("define-challenge")]: defineChallenge,
  [arn("create-challenge")]: createChallenge,
  [arn("verify-challenge")]: verifyChallenge,
};
